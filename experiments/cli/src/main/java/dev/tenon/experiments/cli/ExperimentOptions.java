package dev.tenon.experiments.cli;

import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.spec.DesignSpec.Seeds;
import dev.tenon.experiments.spec.Plan;
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

    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d*");

    @Parameters(
            paramLabel = "EXPERIMENT",
            description = "An experiment file, or the name of a built-in experiment (see `tenon catalog`).")
    private String experiment = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Override a setting of the file: --set train.epochs=5",
                "or --set arms.whole.train.batch=16. Repeatable."
            })
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N|N,N,…",
            description = "Number of seeds, or a list of seeds, in place of design.seeds.")
    private @Nullable String seeds;

    @Option(
            names = "--max-trials",
            paramLabel = "N",
            description = "Largest number of trials allowed (default: ${DEFAULT-VALUE}).",
            defaultValue = "100000")
    private long mostTrials = 100_000;

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

    /**
     * The file read, with the overrides, to be run.
     *
     * @throws UsageException if it has more trials than a run may have
     */
    Plan plan(Path file, PlanReader reader) {
        Plan plan = read(file, reader);
        refusal(plan).ifPresent(why -> {
            throw new UsageException(why);
        });
        return plan;
    }

    /** Why a plan is not run; empty if it may be. */
    Optional<String> refusal(Plan plan) {
        long trials = CheckCommand.total(plan);
        return trials <= mostTrials
                ? Optional.empty()
                : Optional.of(CheckCommand.trials(plan) + ", and a run has at most " + mostTrials
                        + "; allow more with --max-trials " + trials + ", or have fewer seeds or values to vary");
    }

    /** The file read, with the overrides. */
    Plan read(Path file, PlanReader reader) {
        List<String> overrides = new ArrayList<>(settings);
        if (seeds != null) {
            overrides.add("design.seeds=" + seeds(seeds));
        }
        return reader.read(file, overrides);
    }

    /** What a file would say; what is wrong with it is said of the option, which the user wrote. */
    private static String seeds(String given) {
        boolean list = given.contains(",");
        List<Integer> numbers = new ArrayList<>();
        for (String number : (list ? given.replaceFirst(",$", "") : given).split(",", -1)) {
            if (!NUMBER.matcher(number).matches()) {
                throw new UsageException(
                        "--seeds takes a count, such as 10, or a list, such as 0,3,7, not \"" + given + "\"");
            }
            try {
                numbers.add(Integer.valueOf(number));
            } catch (NumberFormatException tooLong) {
                throw new UsageException("--seeds " + given + ": a number there is at most " + Integer.MAX_VALUE);
            }
        }
        try {
            Seeds seeds = list ? Seeds.of(numbers) : Seeds.count(numbers.getFirst());
            return list
                    ? seeds.values().toString()
                    : String.valueOf(seeds.values().size());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--seeds " + given + ": " + e.getMessage());
        }
    }
}
