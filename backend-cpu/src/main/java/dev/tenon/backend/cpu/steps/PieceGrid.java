package dev.tenon.backend.cpu.steps;

import dev.tenon.api.lowering.ConvShape;
import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.cpu.run.CommonMultiples;

/**
 * Divides the positions of all images into the pieces that a weight gradient sums: a few images each, or a few rows of
 * one.
 *
 * @param shape the convolution
 * @param images images of a piece
 * @param perImage pieces of an image
 * @param rows rows of a piece in an image
 * @param pieces pieces in all
 */
public record PieceGrid(ConvShape shape, int images, int perImage, int rows, int pieces) {
    /** The division that the contract prescribes. */
    public static PieceGrid of(ConvShape shape) {
        int positions = shape.positions();
        if (positions <= Contract.CHUNK) {
            int images = Contract.CHUNK / positions;
            return new PieceGrid(shape, images, 1, shape.down(), (shape.images() + images - 1) / images);
        }
        int wanted = (positions + Contract.CHUNK - 1) / Contract.CHUNK;
        int rows = (shape.down() + wanted - 1) / wanted;
        int perImage = (shape.down() + rows - 1) / rows;
        return new PieceGrid(shape, 1, perImage, rows, shape.images() * perImage);
    }

    /** Groups of the sequence rule. */
    public int groups() {
        return (pieces + Contract.GROUP - 1) / Contract.GROUP;
    }

    /** The smallest number of images whose pieces form complete summation groups. */
    int imagesOfGroups() {
        return images > 1 ? images * Contract.GROUP : CommonMultiples.leastCommon(perImage, Contract.GROUP) / perImage;
    }

    /** The first piece from an image on. */
    int firstPiece(int image) {
        return images > 1 ? Math.ceilDiv(image, images) : image * perImage;
    }

    /** The first image of a piece. */
    int firstImage(int piece) {
        return piece / perImage * images;
    }

    /** The first row of a piece in its image. */
    int firstRow(int piece) {
        return piece % perImage * rows;
    }

    /** Images of a piece of several, rows of a piece of one. */
    int length(int piece) {
        return images > 1
                ? Math.min(images, shape.images() - firstImage(piece))
                : Math.min(rows, shape.down() - firstRow(piece));
    }

    /** The length of most pieces; none is longer. */
    int mostLength() {
        return images > 1 ? images : rows;
    }

    /** Positions of a piece of a length. */
    int positions(int length) {
        return images > 1 ? length * shape.positions() : length * shape.across();
    }

    /** How many kinds of pieces there are at most, by their place in an image or the number of their images. */
    int kinds() {
        return Math.max(images, perImage);
    }

    /** Which of these a piece is. */
    int kind(int piece) {
        return images > 1 ? length(piece) - 1 : piece % perImage;
    }

    /** Rows of an image that a piece has. */
    int rowsOf(int piece) {
        return images > 1 ? shape.down() : length(piece);
    }
}
