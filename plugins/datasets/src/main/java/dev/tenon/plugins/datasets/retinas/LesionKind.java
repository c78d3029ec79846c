package dev.tenon.plugins.datasets.retinas;

import java.util.List;
import java.util.Locale;

/** What diabetes leaves in a retina, in the order of the classes of a mask. */
enum LesionKind {
    /** A dot of blood in the wall of a vessel too small to be seen. */
    MICROANEURYSM(0.012, 0.018, false, 0.72, 0.38, 0.45),
    /** A blot of blood, larger and darker. */
    HAEMORRHAGE(0.020, 0.040, false, 0.55, 0.25, 0.32),
    /** A yellow deposit of fat with a sharp edge. */
    EXUDATE(0.014, 0.030, true, 0.98, 0.84, 0.46);

    /** All of them, in order. */
    static final List<LesionKind> ALL = List.of(values());

    /** The radius is between these, in radii of the field of view. */
    final double least;

    final double most;

    /** Whether it covers the ground with its colour, rather than letting a part of the light through. */
    final boolean covers;

    private final double red;
    private final double green;
    private final double blue;

    LesionKind(double least, double most, boolean covers, double red, double green, double blue) {
        this.least = least;
        this.most = most;
        this.covers = covers;
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    /** Its colour, or what it lets through of each. */
    double[] colour() {
        return new double[] {red, green, blue};
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
