package dev.tenon.experiments.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A message in the wire format of Protocol Buffers, written field by field. */
final class Proto {

    private static final int VARINT = 0;
    private static final int LENGTH = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private void tag(int field, int type) {
        varint(((long) field << 3) | type);
    }

    /** An integer. */
    Proto number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** Several integers, one after the other. */
    Proto numbers(int field, long... values) {
        for (long value : values) {
            number(field, value);
        }
        return this;
    }

    /** Bytes. */
    Proto bytes(int field, byte[] value) {
        tag(field, LENGTH);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** A text. */
    Proto text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message in this one. */
    Proto message(int field, Proto value) {
        tag(field, LENGTH);
        varint(value.out.size());
        out.writeBytes(value.bytes());
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
