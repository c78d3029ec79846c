package dev.tenon.experiments.cli;

import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.report.Report;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.LateAnalyses;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon look}. */
@Command(
        name = "look",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a page that shows what is inside a run's networks.",
            "",
            "Of the networks that the report draws, the first seed of each arm: filters and feature maps, and for each layer with weights",
            "the image patches that excite its units most and the images that would (analyses top-patches and activation-maximisation).",
            "The data must be where they were, or where --folder says. The run itself is not changed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon look runs/digits-1", "  tenon look runs/digits-1 --units 4 --out inside.html"})
final class LookCommand implements Callable<Integer> {

    /** The analyses of each layer, with what they are called on the page. */
    private static final Map<String, String> ANALYSES = new LinkedHashMap<>();

    static {
        ANALYSES.put("top-patches", "the patches that excite each unit most");
        ANALYSES.put("activation-maximisation", "images that excite each unit most");
    }

    @Parameters(index = "0", paramLabel = "RUN", description = "A finished run folder.")
    private Path run = Path.of("");

    @Option(
            names = "--units",
            paramLabel = "N",
            description = "Largest number of units of each layer (default: ${DEFAULT-VALUE}).",
            defaultValue = "8")
    private int units = 8;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the page to this file (default: look.html in the run folder).")
    private @Nullable Path out;

    @Mixin
    private DataFolderOption folder = new DataFolderOption();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Inject
    private Console console;

    @Inject
    private PlanReader reader;

    @Inject
    private Reporter reporter;

    @Inject
    private LateAnalyses analyses;

    @Override
    public Integer call() throws IOException {
        compute.check();
        if (units < 1) {
            throw new UsageException("--units is at least 1, not " + units);
        }
        RunReader saved = RunReader.open(run);
        ExperimentResult result = SavedRun.read(run, reader, true).result();
        if (result.features().isEmpty()) {
            throw new UsageException(run + ": holds no networks to show: none completed, or report.images was 0");
        }
        ExperimentResult looked = looked(saved, result);
        Path file = out == null ? run.resolve("look.html") : out;
        Files.writeString(file, Report.look(looked, reporter.compare(looked)));
        console.out().println(file);
        return Exit.OK;
    }

    /** The result with what the page shows in place of what the run's own analyses found. */
    private ExperimentResult looked(RunReader saved, ExperimentResult result) {
        List<AnalysisSpec> wanted = wanted(result);
        RunOptions options = compute.options(folder.of(saved));
        DataLoader loader = new DataLoader(options.folder());
        List<TrialId> drawn = result.features().stream().map(Features::trial).toList();
        List<TrialRecord> trials = new ArrayList<>();
        for (TrialRecord trial : result.trials()) {
            List<Finding> found = List.of();
            if (drawn.contains(trial.id())) {
                ExperimentSpec spec = PlannedTrial.spec(result.plan(), trial.id());
                found = analyses.of(spec, trial, wanted, loader, options);
                SameData.check(loader, saved, spec.arm(trial.id().arm()).last().data());
            }
            trials.add(trial.with(found));
        }
        return new ExperimentResult(result.plan(), trials, result.features(), result.inputs());
    }

    /** Analyses of all layers that have weights, layer by layer; those of an arm that has no such layer do not fit there. */
    private List<AnalysisSpec> wanted(ExperimentResult result) {
        Set<String> layers = new LinkedHashSet<>();
        result.features().stream()
                .flatMap(features ->
                        result.trials().stream().filter(trial -> trial.id().equals(features.trial())))
                .flatMap(trial -> trial.last().layers().stream())
                .filter(layer -> layer.parameters() > 0)
                .map(LayerSummary::id)
                .forEach(layers::add);
        List<String> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String layer : layers) {
            ANALYSES.forEach((type, words) -> {
                items.add("{type: " + type + ", name: look-" + items.size() + ", of: '" + layer + "', units: " + units
                        + "}");
                names.add(layer + ": " + words);
            });
        }
        Plan plan = reader.readText(
                run.toString(), result.plan().resolved(), List.of("analyses=[" + String.join(", ", items) + "]"));
        List<AnalysisSpec> read = plan.first().analyses();
        List<AnalysisSpec> named = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            AnalysisSpec each = read.get(i);
            named.add(new AnalysisSpec(names.get(i), each.analysis(), each.arms(), each.written()));
        }
        return named;
    }
}
