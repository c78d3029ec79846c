package dev.tenon.api.augmentation;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;

/** What is done to one example in one epoch. */
public sealed interface Change {

    /** Nothing is done. */
    record Nothing() implements Change {}

    /**
     * Every pixel is taken from another place. This is done to all that lies at places, inputs and targets alike, so that a mask stays
     * over its image; what belongs to the whole example stays as it is.
     *
     * @param places where pixels are taken from
     * @param outside what is there where a place lies outside the image
     */
    record Move(Places places, Outside outside) implements Change {}

    /**
     * Pixels get other values at their places. This is done to the network's inputs that are images, and to no target.
     */
    record Repaint(Pixels pixels) implements Change {}

    /** Where the pixels of a moved image are taken from. */
    @FunctionalInterface
    interface Places {

        /**
         * The place in the image as it was.
         *
         * @param down rows from the centre of the first one's pixels, in the new image
         * @param across columns, likewise
         */
        Place from(double down, double across);
    }

    /**
     * A place in an image, in pixels from the centre of the first one; may lie between pixels and outside.
     *
     * @param down in rows
     * @param across in columns
     */
    record Place(double down, double across) {}

    /** New values of pixels. */
    @FunctionalInterface
    interface Pixels {

        /**
         * Changes the pixels of one image where they are.
         *
         * @param pixels {@code [height, width, channels]}, row-major
         * @param shape their shape, with one axis of channels or more
         * @param random for what is drawn pixel by pixel: keyed by seed, example, epoch and column
         */
        void change(float[] pixels, Shape shape, RandomStream random);
    }

    /** Nothing is done. */
    static Change nothing() {
        return new Nothing();
    }

    /** Pixels are taken from other places; outside the image is black, 0. */
    static Change move(Places places) {
        return new Move(places, Outside.ZERO);
    }

    /** Pixels get other values. */
    static Change repaint(Pixels pixels) {
        return new Repaint(pixels);
    }
}
