package dev.tenon.plugins.datasets.arrays;

/** How a number is stored. */
public enum Element {
    /** Unsigned byte; a pixel's is divided by 255. */
    U8(1, 255f),
    /** Signed byte. */
    I8(1, 1f),
    /** Unsigned 16 bits; a pixel's is divided by 65535. */
    U16(2, 65535f),
    /** Signed 16 bits. */
    I16(2, 1f),
    /** Unsigned 32 bits. */
    U32(4, 1f),
    /** Signed 32 bits. */
    I32(4, 1f),
    /** 64 bits, signed or not. */
    I64(8, 1f),
    /** IEEE 754 binary32. */
    F32(4, 1f),
    /** IEEE 754 binary64. */
    F64(8, 1f);

    private final int bytes;
    private final float scale;

    Element(int bytes, float scale) {
        this.bytes = bytes;
        this.scale = scale;
    }

    /** Bytes of one. */
    public int bytes() {
        return bytes;
    }

    /** What a pixel is divided by: the largest value of unsigned bytes and 16-bit integers, 1 for all else. */
    public float scale() {
        return scale;
    }
}
