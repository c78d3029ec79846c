package dev.tenon.experiments.report.draw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/** An image of red, green, blue and opacity, which starts wholly transparent. */
public final class Raster {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final int width;
    private final int height;
    private final int[] pixels;

    /** An image of so many pixels. */
    public Raster(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /**
     * Sets a pixel, opaque.
     *
     * @param colour 0xRRGGBB
     */
    public void set(int row, int column, int colour) {
        pixels[row * width + column] = 0xff000000 | colour;
    }

    /** The image as a URI that stands in for a file: a PNG in Base64. */
    public String uri() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png());
    }

    /** The image as a PNG file. */
    byte[] png() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) 6); // eight bits each of red, green, blue, alpha
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", Deflate.zlib(scanlines()));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private byte[] scanlines() {
        ByteBuffer lines = ByteBuffer.allocate(height * (1 + 4 * width));
        for (int row = 0; row < height; row++) {
            lines.put((byte) 0); // no filter
            for (int column = 0; column < width; column++) {
                int pixel = pixels[row * width + column];
                lines.putInt(Integer.rotateLeft(pixel, 8));
            }
        }
        return lines.array();
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
