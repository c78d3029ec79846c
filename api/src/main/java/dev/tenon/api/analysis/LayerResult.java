package dev.tenon.api.analysis;

import dev.tenon.api.graph.Shape;

/**
 * A layer of a network, as an analysis sees it.
 *
 * @param id its name in the file
 * @param type of layer, such as {@code conv2d}
 * @param shape of its result for one example: {@code [height, width, channels]} or {@code [units]}
 * @param tall how many rows of the image each place of it sees, its receptive field; 0 for all
 * @param wide how many columns; 0 for all
 * @param down how many image rows the fields of neighbouring places are apart; 0 where they see all
 * @param across how many image columns; 0 where they see all
 */
public record LayerResult(String id, String type, Shape shape, int tall, int wide, double down, double across) {

    /** Its number of units: channels of a feature map, or numbers of a vector. */
    public int units() {
        return shape.rank() == 0 ? 1 : shape.dim(-1);
    }
}
