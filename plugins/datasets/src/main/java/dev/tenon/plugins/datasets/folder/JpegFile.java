package dev.tenon.plugins.datasets.folder;

import java.nio.charset.StandardCharsets;

/**
 * What the markers of a JPEG file say of it (ITU-T T.81, annex B) that a decoder of grey and RGB does not.
 *
 * @param components colour components: 1 grey, 3 YCbCr or RGB, 4 CMYK or YCCK; 0 if there is no frame header
 * @param adobe the transform of Adobe's marker: 0 none, 1 YCbCr, 2 YCCK; -1 if there is no such marker
 * @param orientation of the photograph, 1 to 8
 */
record JpegFile(int components, int adobe, int orientation) {

    private static final int START_OF_SCAN = 0xda;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;

    /** Reads the markers before the first scan. */
    static JpegFile of(byte[] bytes) {
        int components = 0;
        int adobe = -1;
        int orientation = 1;
        int at = 2;
        while (at + 4 <= bytes.length && (bytes[at] & 0xff) == 0xff) {
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xff) { // Fill bytes may precede a marker.
                at++;
                continue;
            }
            int length = ((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff);
            int data = at + 4;
            int end = at + 2 + length;
            if (marker == START_OF_SCAN || length < 2 || end > bytes.length) {
                break;
            }
            if (isFrame(marker) && length >= 8) {
                components = bytes[data + 5] & 0xff;
            } else if (marker == APP14 && length >= 14 && starts(bytes, data, "Adobe")) {
                adobe = bytes[data + 11] & 0xff;
            } else if (marker == APP1 && length >= 8 && starts(bytes, data, "Exif\0\0")) {
                orientation = Exif.orientation(bytes, data + 6, end);
            }
            at = end;
        }
        return new JpegFile(components, adobe, orientation);
    }

    /** Whether a marker begins a frame: SOF0 to SOF15, without the three tables among them. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static boolean starts(byte[] bytes, int at, String text) {
        byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < start.length; i++) {
            if (bytes[at + i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Red, green and blue of a pixel of four components, without a colour profile: ink takes light away in proportion,
     * {@code red = (1 - C) (1 - K)}. Adobe's files hold what is left of the light instead of the ink. YCCK is turned into CMY
     * by JFIF's formulas first.
     *
     * @param sample four components from 0 to 255
     * @param rgb the result, from 0 to 1
     */
    void inks(int[] sample, float[] rgb) {
        float first = sample[0];
        float second = sample[1];
        float third = sample[2];
        if (adobe == 2) {
            float blue = sample[1] - 128;
            float red = sample[2] - 128;
            first = 255 - bounded(sample[0] + 1.402f * red);
            second = 255 - bounded(sample[0] - 0.344136f * blue - 0.714136f * red);
            third = 255 - bounded(sample[0] + 1.772f * blue);
        }
        boolean light = adobe >= 0;
        float black = light ? sample[3] : 255 - sample[3];
        rgb[0] = (light ? first : 255 - first) * black / (255f * 255f);
        rgb[1] = (light ? second : 255 - second) * black / (255f * 255f);
        rgb[2] = (light ? third : 255 - third) * black / (255f * 255f);
    }

    private static float bounded(float value) {
        return Math.max(0, Math.min(255, value));
    }
}
