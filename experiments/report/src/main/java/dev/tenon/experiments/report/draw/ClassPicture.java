package dev.tenon.experiments.report.draw;

/**
 * A class for each pixel, as a PNG file whose samples are the classes' indices, so that it is a mask as well as a picture. Class 0 is
 * black, one other class white, and several are colours around the circle of hues.
 */
public final class ClassPicture {

    /** What a sample of eight bits can say. */
    public static final int MOST_CLASSES = 256;

    private static final int[][] CORNERS = {{1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 1, 1}, {0, 0, 1}, {1, 0, 1}};

    private ClassPicture() {}

    /**
     * The file.
     *
     * @param classes how many there are, 2 to {@link #MOST_CLASSES}
     * @param indices the class of each pixel, row by row
     */
    public static byte[] png(int height, int width, int classes, int[] indices) {
        byte[] lines = new byte[height * (1 + width)];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                lines[row * (1 + width) + 1 + column] = (byte) indices[row * width + column];
            }
        }
        return Png.of(width, height, Png.INDEXED, palette(classes), lines);
    }

    private static byte[] palette(int classes) {
        byte[] palette = new byte[3 * classes];
        for (int index = 1; index < classes; index++) {
            double hue = 6.0 * (index - 1) / (classes - 1);
            int corner = (int) hue;
            for (int part = 0; part < 3; part++) {
                int from = CORNERS[corner % 6][part];
                double light = classes == 2 ? 1 : from + (hue - corner) * (CORNERS[(corner + 1) % 6][part] - from);
                palette[3 * index + part] = (byte) (int) (255 * light + 0.5);
            }
        }
        return palette;
    }
}
