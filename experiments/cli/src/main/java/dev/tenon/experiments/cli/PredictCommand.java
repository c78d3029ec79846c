package dev.tenon.experiments.cli;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.NewAnswers;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.Predictor;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon predict}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Applies a trained network of a run to new images.",
            "",
            "Pictures are read as the data set that the network was trained on reads its own: scaled to its size if it has one, grey",
            "or in colour as its images are, pixels from 0 to 1, and standardized where those are. The data must be where they were, or",
            "where --folder says: classes and whatever is computed from training images come from there.",
            "",
            "For predictions of whole images, each CSV row has the file, the prediction and the network's outputs, as in",
            "`tenon predictions`. Predictions that are pictures, such as masks, are written as PNG files to the",
            "folder that --out names: the class of each pixel as its sample, or numbers from 0 to 1 as black to white."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon predict runs/pets-1 --arm lenet photo.png more-photos/",
            "  tenon predict runs/pets-1 --arm lenet --all-seeds photos/ --out answers.csv",
            "  tenon predict runs/segment-digits-1 --arm unet scans/ --out masks"
        })
final class PredictCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN", description = "A finished run folder.")
    private Path run = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE|FOLDER",
            description = "PNG, JPEG or TIFF files, or folders of such.")
    private List<Path> images = List.of();

    @Mixin
    private TrialOptions trial = new TrialOptions();

    @Option(names = "--all-seeds", description = "The mean of the outputs of the networks of all seeds.")
    private boolean allSeeds;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description =
                    "Write the rows to this file, which must not exist yet, or pictures to this new or empty folder.")
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
    private Predictor predictor;

    @Override
    public Integer call() throws IOException {
        compute.check();
        RunReader saved = RunReader.open(run);
        ExperimentResult result = SavedRun.read(run, reader, false).result();
        List<TrialId> trials = trial.of(run, result.trials(), allSeeds);
        ExperimentSpec spec = PlannedTrial.spec(result.plan(), trials.getFirst());
        StageSpec stage = spec.arm(trials.getFirst().arm()).last();
        if (stage.inputs().size() > 1) {
            throw new UsageException("arm " + trials.getFirst().arm() + " takes "
                    + String.join(" and ", stage.inputs())
                    + " of each example; only a network that takes one image can be applied to pictures");
        }
        List<Path> files = PictureFiles.of(images);
        RunOptions options = compute.options(folder.of(saved));
        DataLoader loader = new DataLoader(options.folder());
        double[] sums = new double[0];
        for (TrialId id : trials) {
            Column pictures = pictures(loader, spec, stage, id.seed(), files);
            SameData.check(loader, saved, stage.data());
            float[] outputs = predictor.outputs(stage, pictures, saved.weights(id.path()), options);
            sums = sums.length == 0 ? new double[outputs.length] : sums;
            for (int i = 0; i < outputs.length; i++) {
                sums[i] += outputs[i];
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = (float) (sums[i] / trials.size());
        }
        Examples examples = loader.load(spec, stage.data(), trials.getFirst().seed());
        TargetTable table = Objective.of(stage, examples.columns()).measured(Optional.empty(), Optional.empty());
        if (table.positions().rank() > 0) {
            write(new AnswerPictures(table, named(files), means));
        } else {
            write(new NewAnswers(
                    files.stream().map(Path::toString).toList(), table.kind(), table.units(), table.names(), means));
        }
        return Exit.OK;
    }

    private static Column pictures(
            DataLoader loader, ExperimentSpec spec, StageSpec stage, long seed, List<Path> files) {
        Examples examples = loader.load(spec, stage.data(), seed);
        Column input = examples.columns().getFirst();
        String what = "data set " + stage.data() + " ("
                + Objects.requireNonNull(spec.data().get(stage.data()))
                        .dataset()
                        .type() + ")";
        if (!input.name().equals(stage.inputs().getFirst())) {
            throw new UsageException("the network takes " + stage.inputs().getFirst() + " of " + what
                    + ", not an image alone; it cannot be applied to pictures");
        }
        Rows rows = loader.pictures(spec, stage.data(), seed, files)
                .orElseThrow(() -> new UsageException(what + " has images of " + input.shape()
                        + " that cannot come from picture files, so the network cannot be applied to any"));
        return new Column(input.name(), Targets.NUMBERS, input.shape(), List.of(), rows);
    }

    private void write(NewAnswers answers) throws IOException {
        if (out == null) {
            answers.write(console.out());
            return;
        }
        try (Writer to = Files.newBufferedWriter(out, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
            answers.write(to);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(out + ": exists already; name another file, or remove it");
        }
    }

    private void write(AnswerPictures pictures) throws IOException {
        if (out == null) {
            throw new UsageException("the network's predictions are pictures: name a folder for them with --out");
        }
        pictures.write(NewFolder.at(out)).forEach(file -> console.out().println(file));
    }

    /** What answers are called: files by their names, those of folders by their path in it. */
    private List<String> named(List<Path> files) {
        return files.stream()
                .map(file -> images.stream()
                        .filter(each -> Files.isDirectory(each) && file.startsWith(each))
                        .findFirst()
                        .map(each -> each.relativize(file))
                        .orElse(Path.of(String.valueOf(file.getFileName())))
                        .toString())
                .toList();
    }
}
