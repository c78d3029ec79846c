package dev.tenon.experiments.cli;

import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.RunNotes;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.yaml.SpecException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tenon runs}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists the runs in a folder with question, state, verdict, digest and size.",
            "Unreadable runs are listed with the reason."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon runs", "  tenon runs ~/experiments/runs"})
final class RunsCommand implements Callable<Integer> {

    private static final int DIGEST = 16;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            defaultValue = "runs",
            description = "The folder that holds the runs (default: runs).")
    private Path folder = Path.of("runs");

    @Inject
    private Console console;

    @Inject
    private PlanReader reader;

    @Inject
    private Reporter reporter;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException(folder + ": there is no such folder; name the one that runs are in");
        }
        List<Path> runs;
        try (Stream<Path> inside = Files.list(folder)) {
            runs = inside.filter(Files::isDirectory)
                    .filter(each -> RunFolder.isRun(each) || RunFolder.isUnfinished(each))
                    .sorted()
                    .toList();
        }
        if (runs.isEmpty()) {
            console.out().println(folder + ": has no runs in it");
        }
        for (int i = 0; i < runs.size(); i++) {
            if (i > 0) {
                console.out().println();
            }
            lines(runs.get(i)).forEach(console.out()::println);
        }
        return Exit.OK;
    }

    private List<String> lines(Path run) throws IOException {
        String size = size(run);
        try {
            SavedRun saved = SavedRun.read(run, reader, false);
            int there = saved.result().trials().size();
            int missing = saved.missing().size();
            String state = missing == 0
                    ? there + (there == 1 ? " trial" : " trials") + ", sha256 "
                            + RunReader.manifest(run).sha256().substring(0, DIGEST) + "…"
                    : "not finished, " + there + " of " + (there + missing) + " trials";
            String question = saved.result().plan().first().question();
            String found = there == 0 ? "" : reporter.compare(saved.result()).conclusion();
            return Stream.concat(
                            Stream.of(run + "  (" + state + ", " + size + ")", question, found),
                            RunNotes.of(run).stream().map(note -> "note " + note))
                    .filter(line -> !line.isBlank())
                    .map(line -> line.startsWith(run.toString()) ? line : "  " + line)
                    .toList();
        } catch (BundleException e) {
            return List.of(run + "  (" + size + ")", "  cannot be read: " + e.getMessage());
        } catch (SpecException e) {
            return List.of(
                    run + "  (" + size + ")",
                    "  cannot be read: its experiment names what is not installed: "
                            + e.problems().getFirst());
        }
    }

    private static String size(Path run) throws IOException {
        long bytes;
        try (Stream<Path> files = Files.walk(run)) {
            bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        return RunEstimate.size((double) bytes);
    }
}
