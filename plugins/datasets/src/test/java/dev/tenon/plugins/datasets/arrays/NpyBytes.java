package dev.tenon.plugins.datasets.arrays;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Files of NumPy as it writes them. */
final class NpyBytes {

    private NpyBytes() {}

    /** An array as numpy.save writes it. */
    static byte[] npy(String descr, String shape, byte[] elements) {
        String dictionary = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
        String padded = dictionary + " ".repeat(63 - (10 + dictionary.length()) % 64) + "\n";
        return ByteBuffer.allocate(10 + padded.length() + elements.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .put(elements)
                .array();
    }

    static byte[] counting(int count, int modulo) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i % modulo);
        }
        return bytes;
    }
}
