package dev.tenon.backend.cpu.kernels.product;

/** The working memory of one thread. It grows while programs are compiled and never while they run. */
public final class Scratch {
    private final float[] edgeTile = new float[TiledProduct.SCRATCH];
    private final int[] edgeRows = new int[12];
    private float[] floats = new float[0];

    /** Makes {@link #floats} at least this long. */
    public void reserve(int length) {
        if (floats.length < length) {
            floats = new float[length];
        }
    }

    /** General working memory; what it holds lasts for one unit of work. */
    public float[] floats() {
        return floats;
    }

    float[] edgeTile() {
        return edgeTile;
    }

    int[] edgeRows() {
        return edgeRows;
    }
}
