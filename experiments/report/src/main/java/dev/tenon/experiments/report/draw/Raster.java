package dev.tenon.experiments.report.draw;

import java.nio.ByteBuffer;
import java.util.Base64;

/** An image of red, green, blue and opacity, which starts wholly transparent. */
public final class Raster {

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
    public byte[] png() {
        return Png.of(width, height, Png.RGBA, new byte[0], scanlines());
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
}
