package dev.tenon.experiments.cli;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.Contract;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.export.ExportException;
import dev.tenon.experiments.export.NpzWriter;
import dev.tenon.experiments.export.OnnxModel;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.CsvText;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.report.Report;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes what a run learned in formats that other programs read.",
            "",
            "onnx     Each network as an ONNX model (opset 20, IR version 9): images are [n, height, width, channels], any number of",
            "         them, as Tenon has them; the model's metadata has the digest of the run. ONNX Runtime's outputs differ from",
            "         Tenon's only by rounding.",
            "npz      The weights of each network, and its layers' activations on the images of the report, as NumPy arrays.",
            "figures  Each figure of the report that is drawn of numbers, as SVG, and these numbers as CSV.",
            "",
            "Of each arm, and each setting of what is varied, the network of the first seed is written unless --arm, --seed",
            "or --trial say otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon export runs/pets-1 --format onnx --out models",
            "  tenon export runs/pets-1 --format npz --trial lenet/seed-3 --out weights",
            "  tenon export runs/pets-1 --format figures --out figures"
        })
final class ExportCommand implements Callable<Integer> {

    /** What can be written. */
    enum Format {
        onnx,
        npz,
        figures
    }

    @Parameters(paramLabel = "RUN", description = "A finished run folder.")
    private Path run = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            description = "${COMPLETION-CANDIDATES}; see above.")
    private Format format = Format.onnx;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "A new or an empty folder.")
    private Path out = Path.of("");

    @Mixin
    private TrialOptions trial = new TrialOptions();

    @Mixin
    private DataFolderOption folder = new DataFolderOption();

    @Inject
    private Console console;

    @Inject
    private PlanReader reader;

    @Inject
    private Reporter reporter;

    @Override
    public Integer call() throws IOException {
        RunReader saved = RunReader.open(run);
        List<Path> files = switch (format) {
            case onnx -> onnx(saved);
            case npz -> npz(saved, trial.oneOfEach(run, saved.trialsWithoutTensors()));
            case figures -> figures();
        };
        files.forEach(file -> console.out().println(file));
        return Exit.OK;
    }

    private List<Path> onnx(RunReader saved) throws IOException {
        ExperimentResult result = SavedRun.read(run, reader, false).result();
        DataLoader loader = new DataLoader(folder.of(saved));
        String digest = RunReader.manifest(run).sha256();
        Map<TrialId, byte[]> models = new LinkedHashMap<>();
        for (TrialId id : trial.oneOfEach(run, result.trials())) {
            ExperimentSpec spec = PlannedTrial.spec(result.plan(), id);
            StageSpec stage = spec.arm(id.arm()).last();
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put("tenon.run", "sha256:" + digest);
            metadata.put("tenon.experiment", spec.name());
            metadata.put("tenon.trial", id.path());
            metadata.put("tenon.stage", stage.id());
            metadata.put("tenon.numerics", Contract.NAME);
            try {
                models.put(
                        id,
                        OnnxModel.of(
                                stage,
                                Network.shapes(
                                        stage,
                                        loader.load(spec, stage.data(), id.seed())
                                                .columns()),
                                saved.weights(id.path()),
                                Version.tenon(),
                                metadata));
            } catch (ExportException e) {
                throw new UsageException("the network of " + id + " " + e.getMessage());
            }
        }
        NewFolder.at(out);
        List<Path> files = new ArrayList<>();
        for (Map.Entry<TrialId, byte[]> model : models.entrySet()) {
            files.add(write(model.getKey().path() + ".onnx", to -> to.write(model.getValue())));
        }
        return files;
    }

    private List<Path> npz(RunReader saved, List<TrialId> trials) throws IOException {
        List<Features> features = saved.features();
        NewFolder.at(out);
        List<Path> files = new ArrayList<>();
        for (TrialId id : trials) {
            List<NamedTensor> arrays = new ArrayList<>(saved.weights(id.path()));
            features.stream().filter(each -> each.trial().equals(id)).forEach(each -> {
                int n = each.count();
                int[] extents = {
                    n, each.image().dim(0), each.image().dim(1), each.image().dim(2)
                };
                arrays.add(new NamedTensor("features/images", Shape.of(extents), each.pixels()));
                each.layers()
                        .forEach(layer -> arrays.add(
                                new NamedTensor("features/layers/" + layer.id(), layer.shape(), layer.values())));
            });
            files.add(write(id.path() + ".npz", to -> NpzWriter.write(to, arrays)));
        }
        return files;
    }

    private List<Path> figures() throws IOException {
        ExperimentResult result = SavedRun.read(run, reader, true).result();
        List<Report.Drawn> figures = Report.figures(result, reporter.compare(result));
        NewFolder.at(out);
        List<Path> files = new ArrayList<>();
        for (Report.Drawn figure : figures) {
            files.add(write(figure.name() + ".svg", to -> to.write(figure.svg().getBytes(StandardCharsets.UTF_8))));
            StringBuilder rows = new StringBuilder();
            figure.numbers().forEach(row -> CsvText.row(rows, row));
            files.add(
                    write(figure.name() + ".csv", to -> to.write(rows.toString().getBytes(StandardCharsets.UTF_8))));
        }
        return files;
    }

    /** Writes the content of a file. */
    private interface Content {
        void write(OutputStream to) throws IOException;
    }

    private Path write(String name, Content content) throws IOException {
        Path file = out.resolve(name);
        Path above = file.getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            content.write(to);
        }
        return file;
    }
}
