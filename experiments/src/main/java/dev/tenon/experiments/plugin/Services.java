package dev.tenon.experiments.plugin;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.plugin.Service;
import dev.tenon.api.training.Metric;
import java.io.IOException;
import java.lang.module.ResolvedModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All services that a file can name, by kind and name. What there is, is looked up when it is first asked for, and read
 * from jars as data: a service's code runs when somebody asks for its instance. Safe for use by several threads.
 */
public final class Services {

    private final Supplier<Found> finder;
    private @Nullable Found found;

    /** Services by kind and by name, in alphabetical order, and a line for each that cannot be used. */
    private record Found(Map<Kind, TreeMap<String, List<Offer>>> offers, List<String> failures) {
        static Found of(Collection<Offer> offers, List<String> failures) {
            Map<Kind, TreeMap<String, List<Offer>>> all = new EnumMap<>(Kind.class);
            for (Offer offer : offers) {
                all.computeIfAbsent(offer.kind(), _ -> new TreeMap<>())
                        .computeIfAbsent(offer.type(), _ -> new ArrayList<>())
                        .add(offer);
            }
            return new Found(all, List.copyOf(failures));
        }
    }

    private Services(Supplier<Found> finder) {
        this.finder = finder;
    }

    /** Those on the module path. */
    public static Services installed() {
        return in(List.of(ModuleLayer.boot()));
    }

    /** Those in some layers of modules and in the layers below them. */
    public static Services in(List<ModuleLayer> layers) {
        // Layers may share the layers below them: each counts once.
        Set<ModuleLayer> all = new LinkedHashSet<>();
        layers.forEach(layer -> addWithParents(layer, all));
        return new Services(() -> {
            List<Offer> offers = new ArrayList<>();
            List<String> failures = new ArrayList<>();
            all.forEach(layer -> read(layer, offers, failures));
            return Found.of(offers, failures);
        });
    }

    private static void addWithParents(ModuleLayer layer, Set<ModuleLayer> all) {
        if (all.add(layer)) {
            layer.parents().forEach(parent -> addWithParents(parent, all));
        }
    }

    private static void read(ModuleLayer layer, List<Offer> offers, List<String> failures) {
        Providers providers = new Providers(layer);
        for (ResolvedModule module : layer.configuration().modules()) {
            if (ModuleOffers.any(module.reference().descriptor())) {
                Origin origin = Origin.of(module.reference());
                try {
                    offers.addAll(ModuleOffers.of(module.reference(), origin, () -> providers, failures));
                } catch (IOException e) {
                    failures.add(origin + " cannot be read: " + e.getMessage());
                }
            }
        }
    }

    /** These and no others. */
    public static Services of(Service... instances) {
        return new Services(() -> Found.of(offers(instances), List.of()));
    }

    /** These besides. */
    public Services with(Service... instances) {
        return new Services(() -> {
            List<Offer> all = new ArrayList<>(all());
            all.addAll(offers(instances));
            return Found.of(all, failures());
        });
    }

    private static List<Offer> offers(Service... instances) {
        return Arrays.stream(instances)
                .flatMap(instance -> Arrays.stream(Kind.values())
                        .filter(kind -> kind.service().isInstance(instance))
                        .map(kind -> Offer.of(kind, instance)))
                .toList();
    }

    /**
     * The service of a name.
     *
     * @throws PluginException if two modules offer one name of this kind
     */
    public Optional<Offer> find(Kind kind, String type) {
        List<Offer> offers = offers(kind).getOrDefault(type, List.of());
        if (offers.size() > 1) {
            throw new PluginException("two " + kind.plural() + " are named \"" + type + "\", one in "
                    + offers.get(0).origin() + " and one in " + offers.get(1).origin() + "; remove one of the two");
        }
        return offers.stream().findFirst();
    }

    /** All names of a kind, in alphabetical order. */
    public List<String> names(Kind kind) {
        return List.copyOf(offers(kind).keySet());
    }

    /** All services of a kind, in alphabetical order. */
    public List<Offer> all(Kind kind) {
        return offers(kind).values().stream().flatMap(List::stream).toList();
    }

    /** All services, by kind and then by name. */
    public List<Offer> all() {
        return Arrays.stream(Kind.values()).flatMap(kind -> all(kind).stream()).toList();
    }

    /** A line for each service or jar that is there but cannot be used. */
    public List<String> failures() {
        return found().failures();
    }

    /** A metric, as {@code accuracy}. */
    public Optional<Metric> metric(String type) {
        return find(Kind.METRIC, type).map(offer -> (Metric) offer.instance());
    }

    /** A backend, as {@code cpu}. */
    public Optional<Backend> backend(String type) {
        return find(Kind.BACKEND, type).map(offer -> (Backend) offer.instance());
    }

    /** What to say of a name that no service has: the nearest one, and what there is. */
    public String missing(Kind kind, String wrong) {
        List<String> names = names(kind);
        if (names.isEmpty()) {
            return "no " + kind.noun() + " \"" + wrong + "\"; no " + kind.plural() + " are installed at all";
        }
        // A file gives its data sets names of their own.
        String noun = kind == Kind.DATASET ? "type of data set" : kind.noun();
        return "no " + noun + " \"" + wrong + "\""
                + Nearest.hintAndList(
                        wrong, names, "There are", "`tenon plugins` lists all " + names.size() + " " + kind.plural());
    }

    private Map<String, List<Offer>> offers(Kind kind) {
        return found().offers().getOrDefault(kind, new TreeMap<>());
    }

    private synchronized Found found() {
        Found known = found;
        if (known == null) {
            known = finder.get();
            found = known;
        }
        return known;
    }
}
