package dev.tenon.experiments.data;

import dev.tenon.api.data.Rows;

/**
 * Rows in memory as bytes: numbers that are all k / 255 for a whole number k from 0 to 255, as most pixels are. They take a quarter of what
 * floats do, and come out as they were, to the bit.
 *
 * @param bytes k of each number, without a sign; not to be written to
 * @param width numbers of a row
 */
public record ByteRows(byte[] bytes, int width) implements Rows {

    /** What a byte is divided by. */
    public static final float SCALE = 255f;

    /** Whether numbers lie in memory, as floats or as bytes. */
    public static boolean held(Rows rows) {
        return rows instanceof ByteRows || rows.array().isPresent();
    }

    /**
     * Puts numbers among the bytes.
     *
     * @return false if one of them is no k / 255; the bytes from {@code at} on are then anything
     */
    static boolean put(float[] numbers, byte[] bytes, int at) {
        for (int i = 0; i < numbers.length; i++) {
            int k = (int) (numbers[i] * SCALE + 0.5f);
            // By bits: -0 is none, nor is NaN.
            if (k < 0 || k > 255 || Float.floatToRawIntBits(number((byte) k)) != Float.floatToRawIntBits(numbers[i])) {
                return false;
            }
            bytes[at + i] = (byte) k;
        }
        return true;
    }

    /** The number that a byte stands for. */
    private static float number(byte k) {
        return (k & 0xff) / SCALE;
    }

    @Override
    public int size() {
        return bytes.length / width;
    }

    @Override
    public void read(int index, float[] into, int at) {
        numbers(index * width, width, into, at);
    }

    /** Some of the numbers, counted through all rows, into an array from {@code at} on. */
    void numbers(int from, int count, float[] into, int at) {
        for (int i = 0; i < count; i++) {
            into[at + i] = number(bytes[from + i]);
        }
    }

    /** The bytes of some rows, in that order. */
    public byte[] rows(int[] indices) {
        byte[] rows = new byte[Math.multiplyExact(indices.length, width)];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(bytes, indices[i] * width, rows, i * width, width);
        }
        return rows;
    }

    @Override
    public boolean complete() {
        return true;
    }
}
