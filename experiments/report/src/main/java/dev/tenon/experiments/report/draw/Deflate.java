package dev.tenon.experiments.report.draw;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Compresses bytes in the zlib format (RFC 1950, RFC 1951). {@code java.util.zip.Deflater} would do it smaller, but
 * its output depends on the zlib that the JDK was built with; this gives the same bytes everywhere. One block with
 * fixed codes; matches are found by the last place where the same three bytes stood.
 */
final class Deflate {

    private static final int WINDOW = 32768;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 258;
    private static final int HASH_BITS = 15;

    /** First lengths of the length codes 257 to 285, and how many extra bits each takes. */
    private static final int[] LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };

    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;

    private Deflate() {}

    /** The zlib stream of some bytes. */
    static byte[] zlib(byte[] data) {
        Deflate deflate = new Deflate();
        deflate.out.write(0x78); // deflate with a window of 32 KiB
        deflate.out.write(0x01); // fastest; makes the header a multiple of 31
        deflate.block(data);
        deflate.flush();
        deflate.checksum(data);
        return deflate.out.toByteArray();
    }

    private void block(byte[] data) {
        bits(1, 1); // the last block
        bits(1, 2); // fixed codes
        int[] last = new int[1 << HASH_BITS];
        Arrays.fill(last, -WINDOW - 1);
        int at = 0;
        while (at < data.length) {
            int length = 0;
            int from = -1;
            if (at + SHORTEST <= data.length) {
                int hash = hash(data, at);
                from = last[hash];
                last[hash] = at;
                length = at - from <= WINDOW ? matching(data, from, at) : 0;
            }
            if (length >= SHORTEST) {
                length(length);
                distance(at - from);
                for (int i = at + 1; i < at + length && i + SHORTEST <= data.length; i++) {
                    last[hash(data, i)] = i;
                }
                at += length;
            } else {
                literal(data[at] & 0xff);
                at++;
            }
        }
        literal(256);
    }

    private static int hash(byte[] data, int at) {
        int three = ((data[at] & 0xff) << 16) | ((data[at + 1] & 0xff) << 8) | (data[at + 2] & 0xff);
        return (three * 0x9E3779B1) >>> (32 - HASH_BITS);
    }

    private static int matching(byte[] data, int from, int at) {
        int most = StrictMath.min(LONGEST, data.length - at);
        int length = 0;
        while (length < most && data[from + length] == data[at + length]) {
            length++;
        }
        return length;
    }

    private void length(int length) {
        int code = LENGTHS.length - 1;
        while (LENGTHS[code] > length) {
            code--;
        }
        literal(257 + code);
        bits(length - LENGTHS[code], LENGTH_BITS[code]);
    }

    /** Distances 1 to 4 have codes of their own; beyond, two codes share each power of two. */
    private void distance(int distance) {
        int d = distance - 1;
        int extra = d < 4 ? 0 : 30 - Integer.numberOfLeadingZeros(d);
        int code = d < 4 ? d : 2 * extra + (d >> extra);
        reversed(code, 5);
        bits(d & ((1 << extra) - 1), extra);
    }

    private void literal(int symbol) {
        if (symbol < 144) {
            reversed(0x30 + symbol, 8);
        } else if (symbol < 256) {
            reversed(0x190 + symbol - 144, 9);
        } else if (symbol < 280) {
            reversed(symbol - 256, 7);
        } else {
            reversed(0xC0 + symbol - 280, 8);
        }
    }

    /** Codes go in from their highest bit. */
    private void reversed(int code, int count) {
        bits(Integer.reverse(code) >>> (32 - count), count);
    }

    private void bits(int value, int count) {
        pending |= value << pendingBits;
        pendingBits += count;
        while (pendingBits >= 8) {
            out.write(pending);
            pending >>>= 8;
            pendingBits -= 8;
        }
    }

    private void flush() {
        if (pendingBits > 0) {
            out.write(pending);
        }
    }

    private void checksum(byte[] data) {
        int a = 1;
        int b = 0;
        for (byte value : data) {
            a = (a + (value & 0xff)) % 65521;
            b = (b + a) % 65521;
        }
        for (int part : new int[] {b >> 8, b, a >> 8, a}) {
            out.write(part);
        }
    }
}
