package dev.tenon.experiments.session;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.plugin.Service;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.InputFile;
import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.plugin.Plugin;
import dev.tenon.experiments.plugin.ServiceEntry;
import dev.tenon.experiments.plugin.ServiceOrigin;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.Inputs.ModuleInput;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.report.TextReport;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Parts;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.WeightSource;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which code a run was made with. */
public final class InstalledVersions {

    private static final String OWN = "dev.tenon.";

    private InstalledVersions() {}

    /**
     * All modules by version and the digest of their jar, and what was read.
     *
     * @param folder of the experiment file
     */
    public static Inputs inputs(Services services, Plan plan, DataInputs data, Path folder) {
        Map<String, ServiceOrigin> origins = origins(services);
        List<ModuleInput> framework = new ArrayList<>();
        List<ModuleInput> plugins = new ArrayList<>();
        for (ServiceOrigin origin : origins.values()) {
            (isOwn(origin) ? framework : plugins).add(input(origin));
        }
        plan.cells().stream()
                .map(cell -> new Measures(services, cell.spec().compare()))
                .distinct()
                .forEach(measures -> measures.names().forEach(measures::find)); // Now, not when the first is asked for.
        Set<Service> spare = spare(plan);
        List<Plugin> started = services.used().stream()
                .filter(plugin -> services.all().stream()
                        .anyMatch(offer -> offer.plugin().equals(Optional.of(plugin))
                                && offer.used()
                                && offer.kind().changesResults()))
                .toList();
        List<Plugin> used = started.stream()
                .filter(plugin -> services.all().stream()
                        .anyMatch(offer -> offer.plugin().equals(Optional.of(plugin))
                                && offer.used()
                                && offer.kind().changesResults()
                                && !spare.contains(offer.instance())))
                .toList();
        plugins.addAll(plugins(used));
        List<InputFile> files = new ArrayList<>(data.files());
        files.addAll(runs(plan, folder));
        files.addAll(weights(plan, folder));
        return new Inputs(
                framework,
                plugins,
                plugins(started.stream()
                        .filter(plugin -> !used.contains(plugin))
                        .toList()),
                new DataInputs(files, data.sets(), data.notes()));
    }

    /** The framework's modules with the digests of their jars, which tell two builds of one version apart. */
    public static List<ModuleInput> builds(Services services) {
        return origins(services).values().stream()
                .filter(InstalledVersions::isOwn)
                .map(InstalledVersions::input)
                .toList();
    }

    private static boolean isOwn(ServiceOrigin origin) {
        return origin.module().startsWith(OWN);
    }

    private static Map<String, ServiceOrigin> origins(Services services) {
        Map<String, ServiceOrigin> origins = new TreeMap<>();
        for (ServiceEntry offer : services.all()) {
            if (offer.plugin().isEmpty() && offer.kind().changesResults()) {
                origins.putIfAbsent(offer.origin().module(), offer.origin());
            }
        }
        for (Class<?> part : List.of(
                Backend.class,
                Services.class,
                DataInputs.class,
                ExperimentComparison.class,
                TextReport.class,
                InstalledVersions.class)) {
            ServiceOrigin origin = ServiceOrigin.of(part);
            origins.putIfAbsent(origin.module(), origin);
        }
        return origins;
    }

    /** Services that are there for data sets alone that no arm uses. */
    private static Set<Service> spare(Plan plan) {
        Set<Service> spare = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Service> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Plan.Cell cell : plan.cells()) {
            ExperimentSpec spec = cell.spec();
            List<String> unused = spec.unused();
            List<String> used = spec.data().keySet().stream()
                    .filter(name -> !unused.contains(name))
                    .toList();
            spare.addAll(Parts.ofData(spec, unused));
            needed.addAll(Parts.ofData(spec, used));
            needed.addAll(Parts.ofArms(spec));
        }
        spare.removeAll(needed);
        return spare;
    }

    /** The jars of plugins. */
    public static List<ModuleInput> plugins(List<Plugin> plugins) {
        return plugins.stream()
                .flatMap(plugin -> plugin.jars().stream())
                .map(jar ->
                        new ModuleInput(jar.name(), jar.version(), Optional.of(jar.file()), Optional.of(jar.sha256())))
                .toList();
    }

    /** The manifests of the runs that weights were taken from: each stands for all files of its run. */
    private static List<InputFile> runs(Plan plan, Path folder) {
        return plan.cells().stream()
                .flatMap(cell -> cell.spec().arms().stream())
                .flatMap(arm -> arm.stages().stream())
                .flatMap(stage -> stage.layers().stream())
                .flatMap(layer -> layer.weights() instanceof WeightSource.Run run
                        ? Stream.of(folder.resolve(run.run()))
                        : Stream.empty())
                .distinct()
                .map(RunReader::manifest)
                .toList();
    }

    /** The files of other programs that weights were taken from. */
    private static List<InputFile> weights(Plan plan, Path folder) {
        return plan.cells().stream()
                .flatMap(cell -> cell.spec().arms().stream())
                .flatMap(arm -> arm.stages().stream())
                .flatMap(stage -> stage.layers().stream())
                .flatMap(layer ->
                        layer.weights() instanceof WeightSource.File from ? Stream.of(from.file()) : Stream.empty())
                .distinct()
                .map(file -> weights(file, folder.resolve(file)))
                .toList();
    }

    private static InputFile weights(Path named, Path file) {
        try {
            // Never absolute, so that a run can be compared with another machine's.
            int names = named.getNameCount();
            Path shown = named.isAbsolute() ? named.subpath(Math.max(0, names - 2), names) : named;
            return new InputFile(shown.toString().replace('\\', '/'), Digests.of(file), Files.size(file));
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static ModuleInput input(ServiceOrigin origin) {
        Optional<Path> jar = origin.location().filter(Files::isRegularFile);
        try {
            Optional<String> digest = jar.isPresent() ? Optional.of(Digests.of(jar.get())) : Optional.empty();
            return new ModuleInput(
                    origin.module(), origin.version(), jar.map(path -> String.valueOf(path.getFileName())), digest);
        } catch (IOException e) {
            throw new BundleException(jar.orElseThrow() + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
