package dev.tenon.plugins.trackers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * A file of events as TensorBoard reads it: records of TensorFlow's framing (the length, its checksum, the data, their checksum, all
 * little-endian; a checksum is CRC-32C, turned right by 15 bits, plus a constant), each a protocol buffer of the message Event. What is
 * written is there for who reads it at once.
 */
final class EventFile implements AutoCloseable {

    private static final int MASK = 0xa282ead8;

    /** Wire types of protocol buffers. */
    private static final int VARINT = 0;

    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final OutputStream out;

    /**
     * Starts a file; folders above it are made.
     *
     * @throws IOException if it is there already, or cannot be written
     */
    EventFile(Path file, Instant at) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        this.out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        Message event = event(at, 0);
        event.bytes(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
        record(event.bytes());
    }

    /** Adds a number to a curve. */
    void scalar(String tag, long step, double value, Instant at) throws IOException {
        Message number = new Message();
        number.bytes(1, tag.getBytes(StandardCharsets.UTF_8));
        number.float32(2, (float) value);
        Message summary = new Message();
        summary.bytes(1, number.bytes());
        Message event = event(at, step);
        event.bytes(5, summary.bytes());
        record(event.bytes());
    }

    private static Message event(Instant at, long step) {
        Message event = new Message();
        event.float64(1, at.getEpochSecond() + at.getNano() / 1e9);
        event.varint(2, step);
        return event;
    }

    private void record(byte[] data) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(masked(record.array(), 0, 8));
        record.put(data);
        record.putInt(masked(data, 0, data.length));
        out.write(record.array());
        out.flush();
    }

    private static int masked(byte[] bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** A message of protocol buffers that grows. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private void key(int field, int type) {
            number(((long) field << 3) | type);
        }

        private void number(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        void varint(int field, long value) {
            key(field, VARINT);
            number(value);
        }

        void float64(int field, double value) {
            key(field, FIXED64);
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(value)
                    .array());
        }

        void float32(int field, float value) {
            key(field, FIXED32);
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
        }

        void bytes(int field, byte[] bytes) {
            key(field, BYTES);
            number(bytes.length);
            out.writeBytes(bytes);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
