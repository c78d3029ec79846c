package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.JoinedRuns;
import dev.tenon.experiments.record.MissingTrials;
import dev.tenon.experiments.record.RunNotes;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares the arms of one run, or of several runs on the same data.",
            "Trials with the same seed are paired, across runs too. An arm that occurs in several runs with different seeds",
            "is one arm with all seeds; otherwise arms of the same name are shown as RUN:ARM."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon compare runs/digits-1",
            "  tenon compare runs/digits-1 runs/wider-1 --against lenet",
            "  tenon compare runs/digits-1 --primary test.auroc --html again.html"
        })
final class CompareCommand implements Callable<Integer> {

    private static final int SHOWN_MISSING = 10;

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Run folders. Of an unfinished run, the finished trials are used.")
    private List<Path> runs = new ArrayList<>();

    @Option(names = "--against", paramLabel = "ARM", description = "The reference arm.")
    private @Nullable String against;

    @Option(
            names = "--primary",
            paramLabel = "METRIC",
            description = "The primary metric, such as test.accuracy; the runs must have recorded it.")
    private @Nullable String primary;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report to a new file.")
    private @Nullable Path html;

    @Inject
    private Console console;

    @Inject
    private PlanReader reader;

    @Inject
    private Reporter reporter;

    @Override
    public Integer call() throws IOException {
        if (html != null && Files.exists(html)) {
            throw new UsageException(html + ": exists already; name another file, or remove it");
        }
        long distinct = runs.stream()
                .map(run -> run.toAbsolutePath().normalize())
                .distinct()
                .count();
        if (distinct < runs.size()) {
            throw new UsageException("a run is given twice");
        }
        List<SavedRun> saved = runs.stream()
                .map(run -> SavedRun.read(run, reader, html != null))
                .toList();
        saved.stream()
                .filter(run -> run.result().trials().isEmpty())
                .findFirst()
                .ifPresent(run -> {
                    throw new UsageException(run.name() + ": has not finished, and no trial of it has ended yet");
                });
        ExperimentResult result = chosen(JoinedRuns.of(saved));
        List<String> unfinished = saved.stream()
                .filter(run -> !run.missing().isEmpty())
                .map(CompareCommand::unfinished)
                .toList();
        List<String> notes = runs.stream()
                .flatMap(run -> RunNotes.of(run).stream().map(note -> run + ": " + note))
                .toList();
        List<String> first = new ArrayList<>(unfinished);
        first.addAll(notes);
        Reporter.Reports reports = reporter.reports(result, first);
        unfinished.forEach(console.out()::println);
        saved.forEach(run -> MissingTrials.lines(run.missing(), SHOWN_MISSING)
                .forEach(line -> console.out().println("  " + line)));
        console.out().print(reports.text());
        if (html != null) {
            Files.writeString(html, reports.html());
            console.out().println();
            console.out().println("report  " + html);
        }
        return Exit.OK;
    }

    private static String unfinished(SavedRun run) {
        int missing = run.missing().size();
        return run.name() + " has not finished: of its "
                + (missing + run.result().trials().size()) + " trials " + missing + (missing == 1 ? " is" : " are")
                + " missing.";
    }

    /** The result with what the options say in place of what its experiment says. */
    private ExperimentResult chosen(ExperimentResult result) {
        if (against == null && primary == null) {
            return result;
        }
        List<Plan.Cell> cells = result.plan().cells().stream()
                .map(cell -> new Plan.Cell(cell.factors(), chosen(cell.spec(), result.trials())))
                .toList();
        Plan plan = new Plan(cells, result.plan().resolved(), result.plan().source());
        return new ExperimentResult(plan, result.trials(), result.features(), result.inputs(), result.across());
    }

    private ExperimentSpec chosen(ExperimentSpec spec, List<TrialRecord> trials) {
        CompareSpec old = spec.compare();
        List<String> arms = spec.arms().stream().map(arm -> arm.name()).toList();
        if (against != null && !arms.contains(against)) {
            throw new UsageException("no arm \"" + against + "\""
                    + Suggestions.hintAndList(against, arms, "There are", "there are " + arms.size() + " arms"));
        }
        List<String> metrics = trials.stream()
                .flatMap(trial -> trial.metrics().keySet().stream())
                .distinct()
                .toList();
        if (primary != null && !metrics.contains(primary)) {
            throw new UsageException("no trial has a metric \"" + primary + "\""
                    + Suggestions.hintAndList(primary, metrics, "There are", "see metrics.csv"));
        }
        List<String> others = new ArrayList<>(old.metrics());
        others.add(old.primary());
        CompareSpec compare = old.measuring(
                        primary == null ? old.primary() : primary,
                        others.stream()
                                .filter(metric -> !metric.equals(primary))
                                .distinct()
                                .toList())
                .against(against == null ? old.against() : Optional.of(against));
        return new ExperimentSpec(
                spec.name(),
                spec.question(),
                spec.data(),
                spec.arms(),
                spec.design(),
                compare,
                spec.report(),
                spec.analyses());
    }
}
