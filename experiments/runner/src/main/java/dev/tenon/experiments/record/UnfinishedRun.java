package dev.tenon.experiments.record;

import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.spec.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of a run that has not finished, held by this process so that it can be gone on with.
 *
 * @param writer holds the folder
 * @param beginning what the run began with
 */
public record UnfinishedRun(RunWriter writer, Beginning beginning) implements AutoCloseable {

    /**
     * Takes hold of a folder; nothing is written yet.
     *
     * @throws BundleException if it is none, another process writes to it, or what it began with was changed since
     */
    public static UnfinishedRun of(Path folder) {
        if (!RunFolder.isUnfinished(folder)) {
            throw new BundleException(folder
                    + (Files.isDirectory(folder)
                            ? ": is not a run folder: it has no " + Manifest.FILE + " and no " + RunWriter.NOTE
                            : ": there is no such folder; `tenon run` writes run folders such as runs/NAME-1"));
        }
        RunWriter writer = RunWriter.reopen(folder);
        try {
            return new UnfinishedRun(writer, Beginning.read(writer.folder()));
        } catch (BundleException e) {
            writer.leave();
            throw e;
        }
    }

    /** What is to be run. */
    public Plan plan(PlanReader reader) {
        return plan(writer.folder(), reader);
    }

    static Plan plan(Path folder, PlanReader reader) {
        String text = text(folder, RunFolder.RESOLVED);
        Plan resolved = reader.readResolved(folder.resolve(RunFolder.RESOLVED).toString(), text);
        return new Plan(resolved.cells(), text, text(folder, RunFolder.EXPERIMENT));
    }

    /** The inputs that a run began with. */
    static Inputs inputs(Path folder) {
        String text = text(folder, Inputs.FILE);
        return Inputs.of(Json.parse(folder.resolve(Inputs.FILE).toString(), text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Path folder, String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new BundleException(folder.resolve(file) + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Finds that code and data are what the run began with, and which trials are there, and gets the folder ready to be written.
     *
     * @param inputs as they are here
     * @param builds the jars of Tenon's own modules that are here
     * @throws BundleException if something differs, or a trial is none of this run; the folder is left as it was
     */
    public FinishedTrials goOn(
            Plan plan,
            Inputs inputs,
            List<Inputs.ModuleInput> builds,
            FinishedTrials.Times times,
            FinishedTrials.Trouble trouble) {
        try {
            refuseOther(plan, inputs, builds);
            FinishedTrials trials = FinishedTrials.left(
                    writer,
                    beginning.digest(),
                    TrialData.of(plan, inputs.data()),
                    PlannedTrial.of(plan),
                    times,
                    trouble);
            beginning.files().files().values().forEach(writer::adopt);
            writer.note("it is still running, or was killed.");
            return trials;
        } catch (BundleException e) {
            writer.leave();
            throw e;
        }
    }

    /** Data are compared as the first seed draws them; that its own were others, each trial says for itself. */
    void refuseOther(Plan plan, Inputs inputs, List<Inputs.ModuleInput> builds) {
        Path folder = writer.folder();
        List<String> differences =
                new ArrayList<>(inputs.common(plan).differences(inputs(folder).common(plan)));
        differences.addAll(Inputs.builds(beginning.builds(), builds));
        if (!differences.isEmpty()) {
            throw new BundleException(
                    folder + ": cannot be continued, because what it began with differs from what is here:\n"
                            + String.join("\n", differences)
                            + "\nRestore what it began with, or run the experiment again in another folder.");
        }
    }

    @Override
    public void close() {
        writer.leave();
    }
}
