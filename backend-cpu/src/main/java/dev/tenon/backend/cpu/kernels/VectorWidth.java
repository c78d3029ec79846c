package dev.tenon.backend.cpu.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The width of the vectors that kernels use. It never changes a result. */
public enum VectorWidth {
    /** No vectors: the scalar twins. */
    SCALAR,
    /** 4 floats: SSE, NEON. */
    V128,
    /** 8 floats: AVX2. */
    V256,
    /** 16 floats: AVX-512. */
    V512;

    /** The system property that names a width; default: the width that the JVM prefers on this machine. */
    public static final String PROPERTY = "tenon.cpu.width";

    /** The width asked for by {@link #PROPERTY}, else the machine's. */
    public static VectorWidth chosen() {
        String asked = System.getProperty(PROPERTY);
        if (asked == null) {
            return preferred();
        }
        for (VectorWidth width : values()) {
            if (width.name().toLowerCase(Locale.ROOT).replace("v", "").equals(asked.toLowerCase(Locale.ROOT))) {
                return width;
            }
        }
        throw new IllegalArgumentException(
                "-D" + PROPERTY + "=" + asked + " names no width; use one of scalar, 128, 256, 512");
    }

    /** The width that the JVM prefers on this machine. */
    public static VectorWidth preferred() {
        return switch (FloatVector.SPECIES_PREFERRED.length()) {
            case 16 -> V512;
            case 8 -> V256;
            case 4 -> V128;
            default -> SCALAR;
        };
    }

    /** The widths that this machine has registers for, scalar first. */
    public static List<VectorWidth> available() {
        VectorWidth widest = preferred();
        return Arrays.stream(values())
                .filter(width -> width.compareTo(widest) <= 0)
                .toList();
    }

    /** A label for reports. */
    public String label() {
        return this == SCALAR ? "scalar code" : name().substring(1) + "-bit vectors";
    }

    /**
     * The species of this width.
     *
     * @throws IllegalStateException for {@link #SCALAR}, which has none
     */
    VectorSpecies<Float> species() {
        return switch (this) {
            case SCALAR -> throw new IllegalStateException("the scalar width has no species");
            case V128 -> FloatVector.SPECIES_128;
            case V256 -> FloatVector.SPECIES_256;
            case V512 -> FloatVector.SPECIES_512;
        };
    }
}
