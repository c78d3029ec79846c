package dev.tenon.backend.cpu.run;

/** One array of floats that holds tensors. While programs are compiled it may be replaced by a longer one. */
public final class Arena {
    private float[] floats;

    /** Zeros. */
    public Arena(int length) {
        floats = new float[length];
    }

    /** The array, until the next {@link #reserve}. */
    public float[] floats() {
        return floats;
    }

    /** Makes the array at least this long; what it held is lost if it grows. */
    public void reserve(int length) {
        if (floats.length < length) {
            floats = new float[length];
        }
    }
}
