package dev.tenon.plugins.trackers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.tracking.TrackedOutcome;
import dev.tenon.api.tracking.TrackedRun;
import dev.tenon.api.tracking.TrackedTrial;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.api.tracking.Tracking;
import dev.tenon.testkit.TrackerContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read back by a reader that has nothing in common with what wrote them. */
final class TensorBoardTest extends TrackerContract {

    @TempDir
    private Path folder = Path.of("");

    @Override
    protected Tracker<?> tracker() {
        return new TensorBoard();
    }

    @Override
    protected Record settings(Path to) {
        return new TensorBoard.Settings(to.resolve("curves"));
    }

    private record Event(double time, long step, String version, String tag, float value) {}

    @Test
    void whatWasWrittenIsReadBack() throws IOException {
        Instant start = Instant.ofEpochSecond(1_700_000_000, 250_000_000);
        TrackedTrial trial = new TrackedTrial("whole/seed-3", "whole", Map.of(), 3);
        try (Tracking tracking = new TensorBoard()
                .start(
                        new TrackedRun("digits", "digits-1", folder, 1, start),
                        new TensorBoard.Settings(Path.of("curves")))) {
            tracking.trialStarted(trial, start);
            tracking.step(trial, "main", 300, 0.75, start.plusSeconds(1));
            tracking.trialEnded(
                    trial,
                    new TrackedOutcome(
                            true,
                            "",
                            List.of(new TrackedOutcome.Epoch("main", 5_000_000_000L, 0.5, 0.25)),
                            Map.of("test.accuracy", 0.875, "test.auroc", Double.NaN)),
                    start.plusSeconds(2));
        }
        Path file = folder.resolve("curves/digits-1/whole/seed-3/events.out.tfevents.1700000000.tenon");
        double time = 1_700_000_000.25;
        assertEquals(
                List.of(
                        new Event(time, 0, "brain.Event:2", "", 0),
                        new Event(time + 1, 300, "", "main/minibatch-loss", 0.75f),
                        new Event(time + 2, 5_000_000_000L, "", "main/training-loss", 0.5f),
                        new Event(time + 2, 5_000_000_000L, "", "main/validation-loss", 0.25f),
                        new Event(time + 2, 5_000_000_000L, "", "metrics/test.accuracy", 0.875f)),
                events(Files.readAllBytes(file)));
        try (Stream<Path> all = Files.walk(folder)) {
            assertEquals(1, all.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void theReadersChecksumIsCrc32c() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0xE3069283, crc(digits, 0, digits.length), "the check value of CRC-32C");
    }

    /** Bit by bit, the polynomial 0x1EDC6F41 reflected. */
    private static int crc(byte[] bytes, int from, int length) {
        int crc = -1;
        for (int i = from; i < from + length; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
            }
        }
        return ~crc;
    }

    private static List<Event> events(byte[] file) {
        List<Event> events = new ArrayList<>();
        for (int at = 0; at < file.length; ) {
            int length = (int) little(file, at, 8);
            unmasked(file, at, 8);
            unmasked(file, at + 12, length);
            events.add(event(file, at + 12, at + 12 + length));
            at += 16 + length;
        }
        return events;
    }

    /** The checksum after some bytes is theirs: ((masked - constant) turned left by 15). */
    private static void unmasked(byte[] file, int from, int length) {
        int masked = (int) little(file, from + length, 4);
        int less = masked - 0xa282ead8;
        assertEquals(crc(file, from, length), (less << 15) | (less >>> 17), "checksum at " + from);
    }

    private static long little(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[from + i] & 0xffL) << (8 * i);
        }
        return value;
    }

    private static Event event(byte[] bytes, int from, int to) {
        Event event = new Event(Double.NaN, 0, "", "", 0);
        for (Field field : fields(bytes, from, to)) {
            event = switch (field.number()) {
                case 1 ->
                    new Event(
                            Double.longBitsToDouble(field.value()), event.step, event.version, event.tag, event.value);
                case 2 -> new Event(event.time, field.value(), event.version, event.tag, event.value);
                case 3 -> new Event(event.time, event.step, field.text(bytes), event.tag, event.value);
                case 5 -> {
                    Field value = fields(bytes, field.from(), field.to()).getFirst();
                    List<Field> parts = fields(bytes, value.from(), value.to());
                    assertTrue(value.number() == 1
                            && parts.get(0).number() == 1
                            && parts.get(1).number() == 2);
                    yield new Event(
                            event.time, event.step, event.version, parts.get(0).text(bytes), Float.intBitsToFloat((int)
                                    parts.get(1).value()));
                }
                default -> throw new AssertionError("field " + field.number());
            };
        }
        return event;
    }

    private record Field(int number, long value, int from, int to) {
        String text(byte[] bytes) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
    }

    private static List<Field> fields(byte[] bytes, int from, int to) {
        List<Field> fields = new ArrayList<>();
        int at = from;
        while (at < to) {
            int key = bytes[at++];
            assertTrue(key > 0, "field numbers below 16");
            switch (key & 7) {
                case 0 -> {
                    long value = 0;
                    int shift = 0;
                    int next;
                    do {
                        next = bytes[at++];
                        value |= (next & 0x7fL) << shift;
                        shift += 7;
                    } while (next < 0);
                    fields.add(new Field(key >> 3, value, 0, 0));
                }
                case 1 -> {
                    fields.add(new Field(key >> 3, little(bytes, at, 8), 0, 0));
                    at += 8;
                }
                case 2 -> {
                    int length = bytes[at++]; // All are shorter than 128.
                    fields.add(new Field(key >> 3, 0, at, at + length));
                    at += length;
                }
                case 5 -> {
                    fields.add(new Field(key >> 3, little(bytes, at, 4), 0, 0));
                    at += 4;
                }
                default -> throw new AssertionError("wire type " + (key & 7));
            }
        }
        return fields;
    }
}
