package dev.tenon.experiments.cli;

import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.model.Checker;
import dev.tenon.experiments.model.NetworkSizes;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.read.Repeats;
import dev.tenon.experiments.read.Sizes;
import dev.tenon.experiments.run.CachedWeights;
import dev.tenon.experiments.run.WeightReader;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.stats.Matched;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tenon check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds all errors in an experiment file without running it.",
            "Reports the number of trials and estimates time and disk space from the sizes of networks and data."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon check mine.yaml", "  tenon check digits --set arms.lenet.train.batch=0"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:No errors.", "2:Errors, each with file, line and column."})
final class CheckCommand implements Callable<Integer> {

    /** Draws of the data that are looked at; a run looks at all of them. */
    private static final int DRAWS = 20;

    @Mixin
    private ExperimentOptions experiment = new ExperimentOptions();

    @Inject
    private Console console;

    @Inject
    private Catalog catalog;

    @Inject
    private PlanReader reader;

    @Inject
    private Services services;

    @Inject
    private WeightReader weights;

    @Override
    public Integer call() {
        Path file = experiment.file(catalog);
        Plan plan = experiment.read(file, reader);
        DataLoader loader = new DataLoader(experiment.folder());
        List<Long> seeds =
                plan.first().design().seeds().values().stream().limit(DRAWS).toList();
        List<Problem> problems =
                Checker.check(plan, loader, services, new CachedWeights(weights, experiment.folder()), seeds);
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        console.out().println(experiment.given() + ": no errors; " + trials(plan));
        console.out().println(RunEstimate.of(plan, loader).text());
        Sizes sizes = NetworkSizes.of(loader);
        CompareSpec.Match match = plan.first().compare().match();
        Matched.of(
                        plan,
                        (cell, arm) ->
                                sizes.of(cell.spec(), cell.spec().arm(arm).last(), match))
                .forEach(matched -> console.out().println("width found: " + matched.text()));
        experiment.refusal(plan).ifPresent(console::error);
        plan.first()
                .compare()
                .stop()
                .ifPresent(stop -> console.out()
                        .println("note: " + RunCommand.STOPS
                                + ": `tenon run` takes neither --shard, --launcher nor --extend"));
        lacking(plan).forEach(note -> console.out().println("note: " + note));
        plan.first().unused().forEach(name -> console.out().println("note: no arm uses data set " + name));
        loader.inputs().notes().forEach(note -> console.out().println("note: " + note));
        return Exit.OK;
    }

    /** {@code 5 arms x 6 cells x 10 seeds = 300 trials}. */
    static String trials(Plan plan) {
        int arms = plan.first().arms().size();
        int cells = plan.cells().size();
        int seeds = plan.first().design().seeds().values().size();
        int repeated = arms * cells - Repeats.of(plan).distinct();
        return count(arms, "arm") + (cells == 1 ? "" : " x " + count(cells, "cell"))
                + (repeated == 0 ? "" : " - " + repeated + " that would repeat another")
                + " x " + count(seeds, "seed") + " = " + count(total(plan), "trial") + tuned(plan)
                + plan.first()
                        .compare()
                        .stop()
                        .map(stop -> ", fewer if arms are stopped after "
                                + stop.looks().stream().map(String::valueOf).collect(Collectors.joining(" or "))
                                + " seeds")
                        .orElse("");
    }

    /** {@code , each after 12 trainings of tuning}. */
    private static String tuned(Plan plan) {
        List<Integer> tries = plan.first().arms().stream()
                .map(arm -> arm.tuning().map(ArmTuning::trials).orElse(0))
                .distinct()
                .sorted()
                .toList();
        int most = tries.getLast();
        return most == 0
                ? ""
                : ", each after " + (tries.size() == 1 ? "" : "up to ") + count(most, "training")
                        + " to choose its settings";
    }

    /** What arms are tuned without, in words. */
    private static List<String> lacking(Plan plan) {
        return plan.cells().stream()
                .flatMap(cell -> cell.spec().arms().stream())
                .filter(arm ->
                        arm.tuning().filter(by -> !by.lacking().isEmpty()).isPresent())
                .map(arm -> "arm " + arm.name() + " has no "
                        + String.join(", ", arm.tuning().orElseThrow().lacking()) + " that could be tuned; it tries "
                        + count(arm.tuning().orElseThrow().candidates().size(), "setting"))
                .distinct()
                .toList();
    }

    /** How many trials. */
    static long total(Plan plan) {
        return (long) Repeats.of(plan).distinct()
                * plan.first().design().seeds().values().size();
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
