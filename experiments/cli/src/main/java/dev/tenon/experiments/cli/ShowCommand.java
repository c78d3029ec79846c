package dev.tenon.experiments.cli;

import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.model.Checker;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Summary;
import dev.tenon.experiments.model.TrainingGraph;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.run.CachedWeights;
import dev.tenon.experiments.run.WeightReader;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenon show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows an experiment with all defaults filled in, and the networks of its arms; for a run folder, its tables.",
            "For each layer: output shape for one image, parameters, multiply-adds and receptive",
            "field."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon show ten-from-one-and-zero",
            "  tenon show --networks mine.yaml",
            "  tenon show --file mine.yaml",
            "  tenon show mine.yaml --program whole",
            "  tenon show runs/mine-1 --table result --format latex"
        })
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private ExperimentOptions experiment = new ExperimentOptions();

    @Option(names = "--file", description = "Show the experiment only.")
    private boolean fileOnly;

    @Option(names = "--networks", description = "Show the networks only.")
    private boolean networksOnly;

    @Option(
            names = "--program",
            paramLabel = "ARM",
            description = "Show the program that a training step of an arm (or of ARM.STAGE) gives to a backend.")
    private @Nullable String program;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = {
                "Of a run folder: this table only; result, opinion, test-set, laws, growth, ranks, components, or",
                "ANALYSIS.TABLE."
            })
    private @Nullable String table;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "For a run folder: text, markdown, latex, csv or json (default: text).")
    private @Nullable String format;

    @Inject
    private Console console;

    @Inject
    private RunTables tables;

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
        if (RunFolder.isRun(file) || RunFolder.isUnfinished(file)) {
            if (program != null) {
                throw new UsageException("--program is for experiment files; " + file + " is a run folder");
            }
            console.out().print(tables.of(file, Optional.ofNullable(table), Optional.ofNullable(format)));
            return Exit.OK;
        }
        if (table != null || format != null) {
            throw new UsageException("--table and --format are for run folders; " + file + " is an experiment file");
        }
        Plan plan = experiment.read(file, reader);
        if (program != null) {
            programs(plan.first(), program, checked(plan)).forEach(console.out()::println);
            return Exit.OK;
        }
        if (!networksOnly || fileOnly) {
            console.out().print(plan.resolved());
        }
        if (!fileOnly || networksOnly) {
            DataLoader loader = checked(plan);
            if (!networksOnly) {
                console.out().println();
            }
            networks(plan, loader).forEach(console.out()::println);
        }
        return Exit.OK;
    }

    private DataLoader checked(Plan plan) {
        DataLoader loader = new DataLoader(experiment.folder());
        List<Problem> problems = Checker.check(plan, loader, services, new CachedWeights(weights, experiment.folder()));
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        return loader;
    }

    /**
     * The training programs of an arm's stages.
     *
     * @param name of an arm, or {@code arm.stage}
     */
    private static List<String> programs(ExperimentSpec spec, String name, DataLoader loader) {
        List<String> lines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ArmSpec arm : spec.arms()) {
            names.add(arm.name());
            for (StageSpec stage : arm.stages()) {
                String full = arm.name() + "." + stage.id();
                if ((name.equals(arm.name()) || name.equals(full))
                        && stage.train().trains()) {
                    lines.addAll(ProgramListing.of(TrainingGraph.of(stage, loader.load(spec, stage.data()))
                            .program()));
                    lines.add("");
                }
            }
        }
        if (lines.isEmpty()) {
            throw new UsageException("no arm " + name + " that is trained; the arms are " + String.join(", ", names));
        }
        lines.removeLast();
        return lines;
    }

    /** The networks of every cell; those that cells have alike are shown once. */
    private static List<String> networks(Plan plan, DataLoader loader) {
        Map<List<String>, List<String>> cellsByText = new LinkedHashMap<>();
        for (Plan.Cell cell : plan.cells()) {
            List<String> text = new ArrayList<>();
            for (ArmSpec arm : cell.spec().arms()) {
                arm.tuning()
                        .ifPresent(by -> text.addAll(List.of(
                                "arm " + arm.name() + " is tuned over "
                                        + by.candidates().stream()
                                                .map(ArmTuning.Candidate::text)
                                                .collect(Collectors.joining("; ")),
                                "")));
                for (StageSpec stage : arm.stages()) {
                    List<Column> columns =
                            loader.load(cell.spec(), stage.data()).columns();
                    text.addAll(network(arm, stage, Network.shapes(stage, columns)));
                    text.add("");
                }
            }
            String name = cell.factors().entrySet().stream()
                    .map(factor -> factor.getKey() + "=" + factor.getValue())
                    .collect(Collectors.joining(", "));
            cellsByText.computeIfAbsent(text, key -> new ArrayList<>()).add(name);
        }
        List<String> lines = new ArrayList<>();
        cellsByText.forEach((text, cells) -> {
            if (cellsByText.size() > 1) {
                lines.add("With " + String.join("; ", cells) + ":");
                lines.add("");
            }
            lines.addAll(text);
        });
        lines.removeLast();
        return lines;
    }

    private static List<String> network(ArmSpec arm, StageSpec stage, Map<String, Shape> inputs) {
        Summary summary = Summary.of(stage, inputs);
        String name = "arm " + arm.name() + (arm.stages().size() == 1 ? "" : ", stage " + stage.id());
        List<String> lines = new ArrayList<>();
        String taken = inputs.size() == 1
                ? "images of " + extents(inputs.values().iterator().next().toList())
                : inputs.entrySet().stream()
                        .map(input -> input.getKey() + " of "
                                + extents(input.getValue().toList()))
                        .collect(Collectors.joining(" and "));
        lines.add(name + ": " + taken + " from " + stage.data());
        Columns table = new Columns("layer", "type", "output", "parameters", "multiply-adds", "sees", "");
        for (LayerSummary layer : summary.layers()) {
            table.row(
                    layer.id(),
                    layer.type(),
                    extents(layer.shape()),
                    number(layer.parameters()),
                    number(layer.multiplyAdds()),
                    layer.receptiveHeight() == 0 ? "all" : layer.receptiveHeight() + "x" + layer.receptiveWidth(),
                    layer.frozen() ? "frozen" : "");
        }
        String trained = summary.trainable() == summary.parameters() ? "" : number(summary.trainable()) + " trained";
        table.row("total", "", "", number(summary.parameters()), number(summary.multiplyAdds()), "", trained);
        lines.addAll(table.lines("  "));
        return lines;
    }

    private static String extents(List<Integer> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
