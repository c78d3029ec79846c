package dev.tenon.experiments;

import dev.tenon.experiments.model.NetworkSizes;
import dev.tenon.experiments.plugin.PluginPath;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tenon without its command line.
 *
 * <pre>{@code
 * Tenon tenon = Tenon.installed();
 * Experiment experiment = tenon.read(Path.of("mine.yaml"), "train.epochs=2");
 * Run run = experiment.run(RunSettings.inMemory().threads(2));
 * System.out.println(run.results());
 * float[] kernel = run.trial("lenet", 0).weights("main/conv2d-1/kernel").values();
 * }</pre>
 *
 * <p>What fails throws {@link TenonException}, with a message for people and, of an experiment, every problem and its place.
 * Safe for use by several threads.
 *
 * <p>Experimental.
 *
 * @since 0.2
 */
public final class Tenon {

    private final Services services;

    private Tenon(Services services) {
        this.services = services;
    }

    /** With what is on the module path, and no plugins. */
    public static Tenon installed() {
        return withPlugins();
    }

    /**
     * With plugins as well.
     *
     * @param places jars; folders of jars, and of folders with a jar and its dependencies
     * @throws TenonException when it is used, if one of these is not there or cannot be used
     */
    public static Tenon withPlugins(Path... places) {
        PluginPath path = new PluginPath(
                Stream.of(places)
                        .map(place -> new PluginPath.Place(place, Optional.of("Tenon.withPlugins")))
                        .toList(),
                Optional.empty());
        return new Tenon(Services.installed(path, failure -> {
            throw new TenonException(failure);
        }));
    }

    /**
     * Reads an experiment file. Relative paths in it are seen from its folder.
     *
     * @param settings in place of the file's, {@code key=value} each, such as {@code train.epochs=5}
     * @throws TenonException with all problems that reading finds; {@link Experiment#check} finds those that need the data
     */
    public Experiment read(Path file, String... settings) {
        return TenonException.ofOwn(() -> new Experiment(
                services,
                new PlanReader(services, NetworkSizes::of).read(file, List.of(settings)),
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file)));
    }

    /**
     * Reads an experiment from a text. Relative paths in it are seen from the working folder.
     *
     * @param settings in place of the text's, {@code key=value} each
     * @throws TenonException with all problems that reading finds
     */
    public Experiment readText(String text, String... settings) {
        Path folder = Path.of("").toAbsolutePath();
        return TenonException.ofOwn(() -> new Experiment(
                services,
                new PlanReader(services, NetworkSizes::of)
                        .read("experiment", text, List.of(settings), Optional.of(folder)),
                folder));
    }

    /**
     * Reads and checks a text: all problems, of the text itself or else of it and its data.
     *
     * @return none if it can be run
     */
    public List<Problem> check(String text, String... settings) {
        try {
            return readText(text, settings).check();
        } catch (TenonException e) {
            if (e.problems().isEmpty()) {
                throw e;
            }
            return e.problems();
        }
    }

    /**
     * Opens the folder of a run. Weights and scores are read when they are asked for. Of a run that has not finished, the trials
     * that have ended are there.
     *
     * @throws TenonException if it is none, or was changed after the run
     */
    public Run open(Path folder) {
        return TenonException.ofOwn(() -> Run.saved(services, folder));
    }

    /** What can be named in experiments: {@code layer conv2d}, {@code loss hinge} and so on, in alphabetical order. */
    public List<String> services() {
        return TenonException.ofOwn(() -> services.all().stream()
                .map(offer -> offer.kind().noun() + " " + offer.type())
                .sorted()
                .toList());
    }

    @Override
    public String toString() {
        return "Tenon with "
                + Arrays.stream(new String[] {"layer ", "backend "})
                        .map(kind -> services().stream()
                                        .filter(each -> each.startsWith(kind))
                                        .count() + " " + kind.strip() + "s")
                        .collect(Collectors.joining(" and "));
    }
}
