package dev.tenon.api.graph;

/**
 * What the elements of a {@linkplain Primitive.Leaf leaf} are. Whatever is computed is float32; a leaf of another type is read by {@link
 * Ops#toFloat}, {@link Ops#gatherRows} and, of indices, {@link Ops#oneHot} alone.
 */
public enum ElementType {
    /** IEEE binary32: what every op takes and gives. */
    FLOAT32,
    /** A whole number from 0 to 255 in one byte, as pixels are in files. */
    UINT8,
    /** A whole number of 32 bits with its sign: an index, which as float32 would be exact up to 2^24 alone. */
    INT32
}
