package dev.tenon.experiments.record;

import dev.tenon.experiments.record.ProgressFile.What;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code progress.csv} while another process writes it. */
public final class ProgressReader {

    private final Path file;
    private long read;

    /**
     * A row.
     *
     * @param trial its name, as {@code whole/seed-3}
     * @param stage the stage, or how the trial ended
     */
    public record Row(Instant time, What what, String trial, String stage, long step, long steps, double loss) {}

    /** That of a run folder; nothing was read yet. */
    public ProgressReader(Path run) {
        this.file = run.resolve(ProgressFile.FILE);
    }

    /**
     * The rows that came since it was asked last; a row that is not whole yet comes later.
     *
     * @throws BundleException if the file cannot be read
     */
    public List<Row> more() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long there = open.length() - read;
            if (there <= 0) {
                return List.of();
            }
            byte[] bytes = new byte[(int) Math.min(there, 1 << 24)];
            open.seek(read);
            open.readFully(bytes);
            int whole = bytes.length;
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            read += whole;
            return rows(new String(bytes, 0, whole, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Row> rows(String text) {
        List<Row> rows = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            try {
                List<String> fields =
                        CsvText.parse(file.toString(), line + "\n").getFirst();
                if (fields.size() == ProgressFile.COLUMNS.size() && !fields.equals(ProgressFile.COLUMNS)) {
                    rows.add(new Row(
                            Instant.ofEpochMilli(Long.parseLong(fields.get(0))),
                            What.valueOf(fields.get(1)),
                            fields.get(2),
                            fields.get(3),
                            Long.parseLong(fields.get(4)),
                            Long.parseLong(fields.get(5)),
                            CsvText.number(fields.get(6))));
                }
            } catch (BundleException | IllegalArgumentException _) {
                // What a process that was killed left of a row is none.
            }
        }
        return rows;
    }
}
