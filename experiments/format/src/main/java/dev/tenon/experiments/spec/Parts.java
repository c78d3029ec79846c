package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.settings.SettingSearch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is chosen within what is chosen: a layer's activation, a data set's parts. */
public final class Parts {

    private Parts() {}

    /** The service of a part, and those of the parts within its settings, at any depth. */
    public static List<Configurable<?>> services(Part<?> part) {
        List<Configurable<?>> services = new ArrayList<>();
        services.add(part.service());
        for (Part<?> inner : SettingSearch.settings(part.settings(), Part.class)) {
            services.addAll(services(inner));
        }
        return services;
    }

    /** The services of the data sets of these names. */
    public static List<Configurable<?>> ofData(ExperimentSpec spec, Collection<String> names) {
        return spec.data().values().stream()
                .filter(data -> names.contains(data.name()))
                .flatMap(data -> services(data.dataset()).stream())
                .toList();
    }

    /** The services of all that is trained, and of what is looked at in it. */
    public static List<Configurable<?>> ofArms(ExperimentSpec spec) {
        List<Configurable<?>> services = new ArrayList<>();
        for (StageSpec stage :
                spec.arms().stream().flatMap(arm -> arm.stages().stream()).toList()) {
            stage.layers().forEach(layer -> services.addAll(services(layer.layer())));
            stage.train().terms().forEach(term -> services.addAll(services(term.part())));
            services.addAll(services(stage.train().optimizer()));
            services.addAll(services(stage.train().schedule()));
            stage.train().augmentations().forEach(each -> services.addAll(services(each)));
        }
        spec.report().sections().orElse(List.of()).forEach(section -> services.addAll(services(section)));
        spec.analyses().forEach(analysis -> services.addAll(services(analysis.analysis())));
        return services;
    }
}
