package dev.tenon.backend.opencl.kernels;

/**
 * A matrix product as the kernels see it; see {@code products.cl}.
 *
 * @param name for profiles
 * @param m rows
 * @param n columns
 * @param rows for each row of an image its offsets in the left operand and in the result
 * @param rowsPerImage rows that the table has
 * @param aImage distance of images in the left operand
 * @param cImage distance of images in the result
 * @param terms of the chain, or of a piece
 * @param bColumn distance of columns in the right operand
 * @param groups independent products, as of groups of channels
 * @param aGroup distance of groups in the left operand
 * @param bGroup distance of groups in the right operand
 * @param cGroup distance of groups in the result
 * @param pieces how the sum is cut
 */
public record Product(
        String name,
        int m,
        int n,
        int[] rows,
        int rowsPerImage,
        int aImage,
        int cImage,
        OffsetTable terms,
        int bColumn,
        int groups,
        int aGroup,
        int bGroup,
        int cGroup,
        Pieces pieces) {

    /**
     * How a sum over many positions is cut.
     *
     * @param count pieces
     * @param perPass pieces that one pass adds
     * @param perImage pieces of an image, or 1
     * @param aImage distance in the left operand of pieces of neighbouring images
     * @param aPart distance of pieces of one image
     * @param bImage distance in the right operand
     * @param bPart distance in the right operand of pieces of one image
     * @param length terms of a piece
     * @param total terms after which all end
     * @param cPass distance in the result of neighbouring passes
     */
    public record Pieces(
            int count,
            int perPass,
            int perImage,
            int aImage,
            int aPart,
            int bImage,
            int bPart,
            int length,
            int total,
            int cPass) {
        /** No cut at all. */
        static final Pieces ONE = new Pieces(1, 1, 1, 0, 0, 0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

        /** Groups of pieces. */
        public int passes() {
            return Math.ceilDiv(count, perPass);
        }
    }

    /** Multiply-adds, for deciding whether how to cut it matters. */
    public long work() {
        return (long) m * n * groups * terms.count() * pieces.count();
    }

    /** What the time that it takes depends on. */
    public String signature() {
        return String.join(
                " ",
                name,
                m + "x" + n + "x" + terms.count(),
                "of " + rowsPerImage,
                "columns " + (bColumn == 1 ? "together" : "apart"),
                "groups " + groups,
                "pieces " + pieces.count() + "/" + pieces.perPass());
    }
}
