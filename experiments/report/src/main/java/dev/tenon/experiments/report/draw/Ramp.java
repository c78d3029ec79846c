package dev.tenon.experiments.report.draw;

/** Colours for numbers, told apart by people who see colours differently: by lightness, or by blue and orange. */
public enum Ramp {
    /** From black for 0 to white for 1: images. */
    GREY,
    /** From dark blue for 0 over green to pale yellow for 1: what has a size only. */
    SIZE,
    /** From blue for 0 over near white for 0.5 to orange for 1: what has a sign. */
    SIGN;

    private static final int[] GREYS = {0x0b0b0b, 0xffffff};
    private static final int[] SIZES = {0x1b1c3a, 0x2d4f83, 0x2f8788, 0x77b56b, 0xf6e98a};
    private static final int[] SIGNS = {0x0a3a7a, 0x3f7fc1, 0xa9c9e6, 0xf6f5f1, 0xf6c08a, 0xdb7a2a, 0x8a3a00};

    private int[] anchors() {
        return switch (this) {
            case GREY -> GREYS;
            case SIZE -> SIZES;
            case SIGN -> SIGNS;
        };
    }

    /** The colour, 0xRRGGBB, of a number from 0 to 1; numbers beyond have the colours of the ends, NaN a grey. */
    public int at(double value) {
        if (Double.isNaN(value)) {
            return 0x9a9a9a;
        }
        int[] anchors = anchors();
        double place = StrictMath.clamp(value, 0.0, 1.0) * (anchors.length - 1);
        int below = StrictMath.min((int) place, anchors.length - 2);
        return mix(anchors[below], anchors[below + 1], place - below);
    }

    /** The colour of a number with a sign, {@code largest} being the end of the scale. */
    public static int signed(double value, double largest) {
        return SIGN.at(largest == 0 ? 0.5 : 0.5 + 0.5 * value / largest);
    }

    /** So much of the second colour, the rest of the first. */
    public static int mix(int first, int second, double share) {
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = first >> shift & 0xff;
            int b = second >> shift & 0xff;
            colour |= (int) StrictMath.rint(a + share * (b - a)) << shift;
        }
        return colour;
    }

    /** {@code #rrggbb}. */
    public static String css(int colour) {
        return String.format(java.util.Locale.ROOT, "#%06x", colour);
    }

    /** Black or white, whichever is better read on a colour. */
    public static String ink(int colour) {
        double light = 0.299 * (colour >> 16 & 0xff) + 0.587 * (colour >> 8 & 0xff) + 0.114 * (colour & 0xff);
        return light > 140 ? "#111111" : "#ffffff";
    }
}
