package dev.tenon.backend.cpu.steps;

import dev.tenon.api.lowering.ConvShape;
import dev.tenon.backend.cpu.kernels.depthwise.DepthwiseKernels;
import dev.tenon.backend.cpu.kernels.product.Panels;
import dev.tenon.backend.cpu.kernels.product.RowTerms;
import dev.tenon.backend.cpu.kernels.product.TiledProduct;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;

/** How the rows of a convolution, which are pixels, are multiplied with its kernels. */
public sealed interface PixelProducts {
    /** The kernels as they are read. */
    TensorSlice kernels();

    /** Rows that are best computed at a time. */
    int tileRows();

    /** Whether the rows of a tile must be neighbours in a row of pixels, and terms be taken one by one. */
    boolean runs();

    /** How many images are computed beside each other, as lanes of vectors; 1 if columns are lanes. */
    int lanes();

    /** Whether rows may have different terms. */
    boolean trims();

    /** Whether zeros around images may be left out: no kernel is known to be infinite or not a number. */
    boolean finite();

    /**
     * Computes some rows.
     *
     * @param terms what each row sums over
     * @param rowA where each begins in a
     * @param from the first
     * @param to after the last
     * @param rowC where the result of each is
     */
    void rows(
            RowTerms terms,
            float[] a,
            int aBase,
            int[] rowA,
            int from,
            int to,
            float[] c,
            int cBase,
            int[] rowC,
            WorkerState worker);

    /**
     * Group by group, as matrix products.
     *
     * @param panels the columns of a group
     * @param kernels a matrix for each group, packed if the panels say so
     * @param marks how many marks lie behind them that tell whether they are finite, see {@link PackStep}; none if no
     *     terms may be left out
     * @param groups how many
     * @param depth rows of the matrix
     * @param in channels of a group
     * @param out results of a group
     * @param biasRelu what comes last
     */
    record OfGroups(
            Panels panels, TensorSlice kernels, int marks, int groups, int depth, int in, int out, BiasRelu biasRelu)
            implements PixelProducts {
        /** The convolution's. */
        public static OfGroups forward(
                ConvShape shape, Panels panels, TensorSlice kernels, int marks, BiasRelu biasRelu) {
            return new OfGroups(
                    panels,
                    kernels,
                    marks,
                    shape.groups(),
                    shape.depth(),
                    shape.groupChannels(),
                    shape.groupFilters(),
                    biasRelu);
        }

        /** The input gradient's; the kernels are turned by 180 degrees, filters down and channels across. */
        public static OfGroups inputGradient(ConvShape shape, Panels panels, TensorSlice kernels, int marks) {
            return new OfGroups(
                    panels,
                    kernels,
                    marks,
                    shape.groups(),
                    shape.taps() * shape.groupFilters(),
                    shape.groupFilters(),
                    shape.groupChannels(),
                    BiasRelu.NOTHING);
        }

        @Override
        public int tileRows() {
            return panels.mostRows();
        }

        @Override
        public boolean runs() {
            return panels.pixels();
        }

        @Override
        public int lanes() {
            return panels.lanes();
        }

        @Override
        public boolean trims() {
            return marks > 0;
        }

        @Override
        public boolean finite() {
            int first = kernels.base() + groups * panels.packedSize(depth);
            boolean finite = true;
            for (int mark = first; mark < first + marks; mark++) {
                finite &= kernels.floats()[mark] == 0f;
            }
            return finite;
        }

        @Override
        public void rows(
                RowTerms terms,
                float[] a,
                int aBase,
                int[] rowA,
                int from,
                int to,
                float[] c,
                int cBase,
                int[] rowC,
                WorkerState worker) {
            int size = panels.packedSize(depth);
            for (int group = 0; group < groups; group++) {
                TiledProduct.rows(
                        panels,
                        terms,
                        false,
                        a,
                        aBase + group * in,
                        rowA,
                        from,
                        to,
                        1,
                        kernels.floats(),
                        kernels.base() + group * size,
                        depth,
                        c,
                        cBase + group * out,
                        rowC,
                        biasRelu.mode(),
                        biasRelu.biasFloats(),
                        biasRelu.biasBase() + group * out,
                        worker.scratch());
            }
        }
    }

    /**
     * All channels beside each other, where each has one filter of its own.
     *
     * @param depthwise what computes it
     * @param kernels the kernels as they are: tap by tap all channels
     * @param firstTap the index of the group's first tap
     * @param tapStep 1, or -1 for the kernels turned by 180 degrees
     * @param channels how many
     * @param biasRelu what comes last
     */
    record OfChannels(
            DepthwiseKernels depthwise, TensorSlice kernels, int firstTap, int tapStep, int channels, BiasRelu biasRelu)
            implements PixelProducts {
        /** The convolution's. */
        public static OfChannels forward(
                ConvShape shape, DepthwiseKernels depthwise, TensorSlice kernels, BiasRelu biasRelu) {
            return new OfChannels(depthwise, kernels, 0, 1, shape.channels(), biasRelu);
        }

        /** The input gradient's. */
        public static OfChannels inputGradient(ConvShape shape, DepthwiseKernels depthwise, TensorSlice kernels) {
            return new OfChannels(depthwise, kernels, shape.taps() - 1, -1, shape.channels(), BiasRelu.NOTHING);
        }

        @Override
        public int tileRows() {
            return DepthwiseKernels.ROWS;
        }

        @Override
        public boolean runs() {
            return false;
        }

        @Override
        public int lanes() {
            return 1;
        }

        @Override
        public boolean trims() {
            return false;
        }

        @Override
        public boolean finite() {
            return true;
        }

        @Override
        public void rows(
                RowTerms terms,
                float[] a,
                int aBase,
                int[] rowA,
                int from,
                int to,
                float[] c,
                int cBase,
                int[] rowC,
                WorkerState worker) {
            depthwise.rows(
                    a,
                    aBase,
                    rowA,
                    from,
                    to,
                    terms.segments(),
                    kernels.floats(),
                    kernels.base() + firstTap * channels,
                    tapStep * channels,
                    channels,
                    c,
                    cBase,
                    rowC,
                    biasRelu.mode(),
                    biasRelu.biasFloats(),
                    biasRelu.biasBase());
        }
    }
}
