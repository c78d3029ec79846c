package dev.tenon.experiments.cli;

import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.PlanReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which experiment, and what is different from its file. */
final class ExperimentOptions {

    private static final Pattern COUNT = Pattern.compile("\\d{1,8}");
    private static final Pattern LIST = Pattern.compile("\\d{1,8}(,\\d{1,8})+,?|\\d{1,8},");

    @Parameters(
            paramLabel = "EXPERIMENT",
            description = "An experiment file, or the name of one that ships (see `tenon catalog`).")
    private String experiment = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "A setting in place of the file's, as --set train.epochs=5",
                "or --set arms.whole.train.batch=16. May be repeated."
            })
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N|N,N,…",
            description = "How many seeds, or which ones, in place of design.seeds.")
    private @Nullable String seeds;

    /** What the user wrote. */
    String given() {
        return experiment;
    }

    /** The file. */
    Path file(Catalog catalog) {
        return catalog.resolve(experiment);
    }

    /**
     * The folder that relative paths are seen from: the file's, or, of an experiment that ships, where the user is: it
     * names no files itself, so that they come from {@code --set}.
     */
    Path folder() {
        Path path = Path.of(experiment).toAbsolutePath();
        return Files.exists(path)
                ? Optional.ofNullable(path.getParent()).orElse(path)
                : Path.of("").toAbsolutePath();
    }

    /** The file read, with the overrides. */
    Plan plan(Path file, PlanReader reader) {
        List<String> overrides = new ArrayList<>(settings);
        if (seeds != null) {
            if (COUNT.matcher(seeds).matches()) {
                overrides.add("design.seeds=" + seeds);
            } else if (LIST.matcher(seeds).matches()) {
                overrides.add("design.seeds=[" + seeds.replaceFirst(",$", "") + "]");
            } else {
                throw new UsageException("--seeds takes a count, as 10, or a list, as 0,3,7, not \"" + seeds + "\"");
            }
        }
        return reader.read(file, overrides);
    }
}
