package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import java.nio.file.Path;

/**
 * What a picture's file says of its samples. Of PNG and JPEG the JDK decodes the samples, and nothing else: what it makes of colour models,
 * transparency, profiles and remarks differs from other decoders, and between its formats.
 */
sealed interface PictureFile permits PngFile, JpegFile, TiffFile {

    /**
     * Reads and checks the structure of a file.
     *
     * @param path for messages
     * @throws DataException if it is damaged, or of a kind that cannot be read
     */
    static PictureFile of(byte[] bytes, Path path) {
        if (startsWith(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PngFile.of(bytes, path);
        }
        if (startsWith(bytes, 0xff, 0xd8, 0xff)) {
            return JpegFile.of(bytes, path);
        }
        if (startsWith(bytes, 'I', 'I', 42, 0) || startsWith(bytes, 'M', 'M', 0, 42)) {
            return TiffFile.of(bytes, path);
        }
        if (startsWith(bytes, 'I', 'I', 43, 0) || startsWith(bytes, 'M', 'M', 0, 43)) {
            throw new DataException(path + " is a BigTIFF file; save it as TIFF, whose files have up to 4 GB");
        }
        throw new DataException(path + " is neither PNG nor JPEG nor TIFF, whatever its name; convert it or remove it");
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** The name by which {@code javax.imageio} knows the format. */
    String format();

    /** The file with the parts that samples depend on, and no others. */
    byte[] bytes();

    /** How to turn the picture upright, as Exif counts: see {@link Picture#turned}. */
    int orientation();

    /** How many samples a pixel has. */
    int samples();

    /**
     * Red, green and blue of a pixel, with what is transparent on black.
     *
     * @param sample as stored
     * @param rgb the result, from 0 to 1
     */
    void light(int[] sample, float[] rgb);
}
