package dev.tenon.experiments.model;

import java.util.List;

/**
 * A layer as it turned out.
 *
 * @param shape of its result for one image, without the batch axis
 * @param receptiveHeight rows of the image that one output sees; 0 where it sees all
 * @param receptiveWidth columns that one output sees; 0 where it sees all
 */
public record LayerSummary(
        String id,
        String type,
        List<Integer> shape,
        long parameters,
        long multiplyAdds,
        int receptiveHeight,
        int receptiveWidth,
        boolean frozen) {}
