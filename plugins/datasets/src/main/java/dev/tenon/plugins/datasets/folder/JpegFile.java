package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A JPEG file (ITU-T T.81, annex B). Its standard leaves open what the colour components are: that is told from the markers of JFIF
 * and Adobe and the components' numbers by the rules of libjpeg, as nearly all programs do.
 *
 * @param bytes see {@link PictureFile#bytes}
 * @param colours what the components are
 * @param orientation 1 to 8
 */
record JpegFile(byte[] bytes, Colours colours, int orientation) implements PictureFile {

    /** What the colour components of a file are. */
    private enum Colours {
        GREY(1),
        RGB(3),
        YCBCR(3),
        /** The light that each ink leaves: Adobe's files hold that. */
        CMYK(4),
        /** As CMYK, with the first three in the manner of YCbCr. */
        YCCK(4);

        private final int components;

        Colours(int components) {
            this.components = components;
        }
    }

    private static final int START_OF_SCAN = 0xda;
    private static final int COMMENT = 0xfe;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;

    /** What is known before the first scan. */
    private static final class Markers {
        private byte[] components = new byte[0];
        private boolean jfif;
        private int adobe = -1;
        private int orientation = 1;
    }

    /**
     * Reads the markers before the first scan.
     *
     * @throws DataException if there is no scan, or the file is of a kind that cannot be decoded
     */
    static JpegFile of(byte[] bytes, Path path) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.write(bytes, 0, 2);
        Markers markers = new Markers();
        int at = 2;
        while (true) {
            if (at + 4 > bytes.length || (bytes[at] & 0xff) != 0xff) {
                throw damaged(path, at + 4 > bytes.length ? "it is cut off" : "a marker is missing");
            }
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xff) { // Fill bytes may precede a marker.
                at++;
                continue;
            }
            int end = at + 2 + (((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff));
            if (end < at + 4 || end > bytes.length) {
                throw damaged(path, "it is cut off within its header");
            }
            if (marker == START_OF_SCAN) {
                kept.write(bytes, at, bytes.length - at);
                return new JpegFile(kept.toByteArray(), colours(markers, path), markers.orientation);
            }
            if (marker >= APP0 && marker <= APP15) {
                note(markers, marker, Arrays.copyOfRange(bytes, at + 4, end));
            } else if (marker != COMMENT) {
                if (isFrame(marker)) {
                    markers.components = frame(marker, Arrays.copyOfRange(bytes, at + 4, end), path);
                }
                kept.write(bytes, at, end - at);
            }
            at = end;
        }
    }

    private static void note(Markers markers, int marker, byte[] data) {
        if (marker == APP0 && starts(data, "JFIF\0")) {
            markers.jfif = true;
        } else if (marker == APP14 && starts(data, "Adobe") && data.length >= 12) {
            markers.adobe = data[11] & 0xff;
        } else if (marker == APP1 && starts(data, "Exif\0\0")) {
            markers.orientation = Exif.orientation(data, 6, data.length);
        }
    }

    /** Whether a marker begins a frame: SOF0 to SOF15, without the three tables among them. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** The number of each colour component. */
    private static byte[] frame(int marker, byte[] data, Path path) {
        if (marker > 0xc2) {
            throw unreadable(path, "is lossless, hierarchical or coded arithmetically");
        }
        if (data.length < 6 || data.length != 6 + 3 * data[5]) {
            throw damaged(path, "its frame header is invalid");
        }
        if (data[0] != 8) {
            throw unreadable(path, "has samples of " + data[0] + " bits, not 8");
        }
        byte[] components = new byte[data[5]];
        for (int i = 0; i < components.length; i++) {
            components[i] = data[6 + 3 * i];
        }
        return components;
    }

    /** As in libjpeg's {@code default_decompress_parms}. */
    private static Colours colours(Markers markers, Path path) {
        return switch (markers.components.length) {
            case 0 -> throw damaged(path, "it has no frame header");
            case 1 -> Colours.GREY;
            case 3 -> {
                boolean named = Arrays.equals(markers.components, new byte[] {'R', 'G', 'B'});
                boolean rgb = !markers.jfif && (markers.adobe < 0 ? named : markers.adobe == 0);
                yield rgb ? Colours.RGB : Colours.YCBCR;
            }
            case 4 -> {
                if (markers.adobe < 0) {
                    throw unreadable(
                            path, "is CMYK without Adobe's marker, so it is unknown whether 0 is no ink or full ink");
                }
                yield markers.adobe == 0 ? Colours.CMYK : Colours.YCCK;
            }
            default ->
                throw unreadable(
                        path,
                        "has " + markers.components.length
                                + " colour components; grey, RGB, YCbCr, CMYK and YCCK can be read");
        };
    }

    private static boolean starts(byte[] data, String text) {
        byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
        return data.length >= start.length && Arrays.equals(data, 0, start.length, start, 0, start.length);
    }

    @Override
    public String format() {
        return "jpeg";
    }

    @Override
    public int samples() {
        return colours.components;
    }

    /**
     * {@inheritDoc} Without a colour profile: ink takes light away in proportion, {@code red = (1 - C) (1 - K)}.
     */
    @Override
    public void light(int[] sample, float[] rgb) {
        switch (colours) {
            case GREY -> Arrays.fill(rgb, sample[0] / 255f);
            case RGB -> set(rgb, sample[0], sample[1], sample[2], 255f);
            case YCBCR -> set(rgb, red(sample), green(sample), blue(sample), 255f);
            case CMYK -> set(rgb, sample[0] * sample[3], sample[1] * sample[3], sample[2] * sample[3], 255f * 255f);
            case YCCK ->
                set(
                        rgb,
                        (255 - red(sample)) * sample[3],
                        (255 - green(sample)) * sample[3],
                        (255 - blue(sample)) * sample[3],
                        255f * 255f);
        }
    }

    private static void set(float[] rgb, int red, int green, int blue, float most) {
        rgb[0] = red / most;
        rgb[1] = green / most;
        rgb[2] = blue / most;
    }

    // JFIF's formulas in the whole numbers of libjpeg's jdcolor.c, in 65536ths, so that the bits are those of most
    // decoders.

    private static int red(int[] ycc) {
        return bounded(ycc[0] + ((91881 * (ycc[2] - 128) + 32768) >> 16));
    }

    private static int green(int[] ycc) {
        return bounded(ycc[0] + ((-22554 * (ycc[1] - 128) - 46802 * (ycc[2] - 128) + 32768) >> 16));
    }

    private static int blue(int[] ycc) {
        return bounded(ycc[0] + ((116130 * (ycc[1] - 128) + 32768) >> 16));
    }

    private static int bounded(int value) {
        return Math.clamp(value, 0, 255);
    }

    private static DataException unreadable(Path path, String why) {
        return new DataException(path + " is a JPEG file that " + why + "; convert it to PNG");
    }

    private static DataException damaged(Path path, String why) {
        return new DataException(path + " is a damaged JPEG file: " + why + "; fetch it again, or convert it to PNG");
    }
}
