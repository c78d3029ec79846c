package dev.tenon.experiments.report.draw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** PNG files with samples of eight bits; the same bytes everywhere, as the deflation is this package's own. */
final class Png {

    /** Red, green, blue and opacity. */
    static final int RGBA = 6;

    /** Indices into a palette. */
    static final int INDEXED = 3;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Png() {}

    /**
     * A file.
     *
     * @param palette red, green, blue of each index; empty if there are none
     * @param lines each row's filter, 0, and its samples
     */
    static byte[] of(int width, int height, int type, byte[] palette, byte[] lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) type);
        chunk(out, "IHDR", header.array());
        if (palette.length > 0) {
            chunk(out, "PLTE", palette);
        }
        chunk(out, "IDAT", Deflate.zlib(lines));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
        chunk.putInt(data.length).put(name).put(data).putInt((int) crc.getValue());
        out.writeBytes(chunk.array());
    }
}
