package dev.tenon.experiments.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What people noted about a run ({@code notes.txt}), a line each, with the date. The manifest does not name it. */
public final class RunNotes {

    private static final String FILE = "notes.txt";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunNotes() {}

    /**
     * Adds a note.
     *
     * @param text on one line
     * @throws BundleException if the folder is no run, or cannot be written
     */
    public static void add(Path run, Instant now, String text) {
        if (!RunFolder.isRun(run) && !RunFolder.isUnfinished(run)) {
            RunReader.open(run); // Says what it is instead.
        }
        Path file = run.resolve(FILE);
        try {
            Files.writeString(
                    file,
                    DATE.format(now) + " UTC  " + text + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** The notes, the oldest first. */
    public static List<String> of(Path run) {
        Path file = run.resolve(FILE);
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
