package dev.tenon.experiments.cli;

import dev.tenon.experiments.record.RunNotes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tenon note}. */
@Command(
        name = "note",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Adds a dated note to a run, in its notes.txt.",
            "The result and its digests do not change. `tenon runs` and `tenon compare` show the notes."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon note runs/digits-1 \"the one for the talk\""})
final class NoteCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN", description = "A run folder, finished or not.")
    private Path run = Path.of("");

    @Parameters(index = "1", paramLabel = "TEXT", description = "The text of the note.")
    private String text = "";

    @Inject
    private Console console;

    @Inject
    private Clock clock;

    @Override
    public Integer call() {
        // A note is a line: what would break it, or move a terminal's cursor, becomes a blank.
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.isEmpty()) {
            throw new UsageException(
                    "the note is empty; write it in quotes: `tenon note RUN \"the one for the talk\"`");
        }
        RunNotes.add(run, clock.instant(), line);
        RunNotes.of(run).forEach(console.out()::println);
        return Exit.OK;
    }
}
