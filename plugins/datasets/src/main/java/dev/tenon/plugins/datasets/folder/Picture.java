package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import dev.tenon.plugins.datasets.image.BilinearScaling;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A decoded image.
 *
 * @param channels 1 or 3
 * @param pixels {@code [height, width, channels]}, from 0 to 1
 */
record Picture(int height, int width, int channels, float[] pixels) {

    /**
     * Decodes a PNG, JPEG or TIFF file. Grey and colour turn into each other: grey is repeated, colour becomes luma (0.299 red,
     * 0.587 green, 0.114 blue, ITU-R BT.601). Samples are taken as they are stored, without gamma, and what is transparent
     * is put on black. A photograph's orientation is followed.
     *
     * @param path for messages
     * @param channels 1 for grey, 3 for red, green, blue
     * @param mostPixels images with more are refused before they are decoded: a small file may claim any size
     */
    static Picture decode(byte[] bytes, Path path, int channels, int mostPixels) {
        PictureFile file = PictureFile.of(bytes, path);
        return of(raster(file, path, mostPixels), file, channels).turned(file.orientation());
    }

    /** The samples of a file as they are stored. */
    static Raster raster(PictureFile file, Path path, int mostPixels) {
        if (file instanceof TiffFile tiff) {
            return tiff.raster(mostPixels);
        }
        ImageReader reader = reader(file, path);
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        Raster raster;
        // Not ImageIO.read: it would write the bytes to a temporary file first.
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.bytes()))) {
            reader.setInput(in, true, true);
            checkSize(path, reader.getHeight(0), reader.getWidth(0), mostPixels);
            // A raster has samples as they are stored; an image may have them bent to a profile.
            raster = reader.canReadRaster()
                    ? reader.readRaster(0, null)
                    : reader.read(0).getRaster();
            if (raster.getNumBands() != file.samples()) {
                throw new IllegalStateException(raster.getNumBands() + " samples instead of " + file.samples());
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Damaged files make the decoders throw anything, NullPointerException among it.
            throw damaged(path, e);
        } finally {
            reader.dispose();
        }
        if (!warnings.isEmpty()) {
            // A decoder fills what is missing with grey and only warns.
            throw damaged(path, new IOException(warnings.getFirst()));
        }
        return raster;
    }

    /** Refuses a picture before it is decoded. */
    static void checkSize(Path path, int height, int width, int mostPixels) {
        long size = (long) height * width;
        if (size > mostPixels) {
            throw new DataException(path + " has " + height + " x " + width + " = " + size
                    + " pixels, more than most-pixels (" + mostPixels + "); make it smaller, or raise that");
        }
    }

    private static ImageReader reader(PictureFile file, Path path) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(file.format());
        if (!readers.hasNext()) {
            throw new DataException(
                    path + ": this Java cannot decode " + file.format() + "; use a JDK with all modules");
        }
        return readers.next();
    }

    private static DataException damaged(Path path, Exception cause) {
        // Where a decoder stumbles over what it did not expect, its message helps nobody.
        String why = cause instanceof IOException && cause.getMessage() != null ? " (" + cause.getMessage() + ")" : "";
        return new DataException(
                path + " cannot be decoded" + why + "; it may be damaged: convert it to PNG again", cause);
    }

    /**
     * Turned upright.
     *
     * @param orientation as Exif counts them: 1 upright, 2 mirrored, 3 upside down, 4 both; 5 to 8 the same with rows and
     *     columns exchanged
     */
    Picture turned(int orientation) {
        if (orientation == 1) {
            return this;
        }
        boolean exchanged = orientation > 4;
        int newHeight = exchanged ? width : height;
        int newWidth = exchanged ? height : width;
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        float[] turned = new float[pixels.length];
        for (int row = 0; row < newHeight; row++) {
            for (int column = 0; column < newWidth; column++) {
                int down = exchanged ? column : row;
                int across = exchanged ? row : column;
                int from = (fromBottom ? height - 1 - down : down) * width + (fromRight ? width - 1 - across : across);
                System.arraycopy(pixels, from * channels, turned, (row * newWidth + column) * channels, channels);
            }
        }
        return new Picture(newHeight, newWidth, channels, turned);
    }

    /**
     * The same picture in another size.
     *
     * @param path for messages
     */
    Picture resized(int newHeight, int newWidth, Path path) {
        if ((long) height * newWidth * channels > Integer.MAX_VALUE - 64) {
            throw new DataException(path + " has " + height + " x " + width + " pixels, too many to resize to "
                    + newHeight + " x " + newWidth + "; cut it, or give a smaller size: [height, width]");
        }
        return new Picture(
                newHeight,
                newWidth,
                channels,
                BilinearScaling.bilinear(pixels, height, width, channels, newHeight, newWidth));
    }

    private static Picture of(Raster raster, PictureFile file, int channels) {
        int height = raster.getHeight();
        int width = raster.getWidth();
        float[] pixels = new float[height * width * channels];
        int samples = file.samples();
        int[] line = new int[width * samples];
        int[] sample = new int[samples];
        float[] rgb = new float[3];
        int next = 0;
        for (int row = 0; row < height; row++) {
            raster.getPixels(0, row, width, 1, line);
            for (int column = 0; column < width; column++) {
                System.arraycopy(line, column * samples, sample, 0, samples);
                file.light(sample, rgb);
                next = put(pixels, next, channels, rgb[0], rgb[1], rgb[2]);
            }
        }
        return new Picture(height, width, channels, pixels);
    }

    private static int put(float[] pixels, int next, int channels, float red, float green, float blue) {
        if (channels == 3) {
            pixels[next] = red;
            pixels[next + 1] = green;
            pixels[next + 2] = blue;
        } else {
            pixels[next] = red == green && green == blue ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
        }
        return next + channels;
    }
}
