package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.record.Predictions;
import dev.tenon.experiments.record.RunReader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon predictions}. */
@Command(
        name = "predictions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists the predictions of a run's networks for each test example, as CSV.",
            "",
            "Each row has the trial (arm, levels of varied settings, seed), the index of the example in its data set, "
                    + "the target,",
            "the prediction, whether it is correct, and the network's outputs."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon predictions runs/digits-1 >predictions.csv",
            "  tenon predictions runs/digits-1 --arm lenet --wrong --to mistakes.csv"
        })
final class PredictionsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "A finished run folder.")
    private Path run = Path.of("");

    @Option(names = "--arm", paramLabel = "ARM", description = "This arm only.")
    private @Nullable String arm;

    @Option(names = "--wrong", description = "Wrong predictions only.")
    private boolean wrong;

    @Option(names = "--to", paramLabel = "FILE", description = "Write to a new file.")
    private @Nullable Path to;

    @Inject
    private Console console;

    @Override
    public Integer call() throws IOException {
        Predictions predictions = Predictions.of(RunReader.open(run));
        List<String> arms = predictions.arms();
        if (arm != null && !arms.contains(arm)) {
            throw new UsageException(run + ": no arm \"" + arm + "\""
                    + Suggestions.hintAndList(arm, arms, "There are", "there are " + arms.size() + " arms"));
        }
        if (!predictions.recorded(arm)) {
            throw new UsageException(
                    run + ": has no predictions of test examples: Tenon records them since 0.2, for networks with one "
                            + "output for each example");
        }
        if (to == null) {
            predictions.write(console.out(), arm, wrong);
            return Exit.OK;
        }
        try (Writer out = Files.newBufferedWriter(to, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
            predictions.write(out, arm, wrong);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(to + ": exists already; name another file, or remove it");
        }
        return Exit.OK;
    }
}
