package dev.tenon.api.augmentation;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Configurable;

/**
 * A random change of a training example that leaves what it means. It draws what is done; the runner does it to every column of the
 * example as that column's kind asks, anew in each epoch, and to no other split.
 *
 * @param <S> its settings
 */
public interface Augmentation<S extends Record> extends Configurable<S> {

    /**
     * Draws what is done to an example in one epoch.
     *
     * @param image {@code [height, width, channels]} of the network's first input that is an image
     * @param random a separate stream, keyed by seed, example and epoch: all randomness comes from it
     * @throws IllegalArgumentException if such images cannot be changed so; the message is shown with its location in the file
     */
    Change draw(S settings, Shape image, RandomStream random);
}
