package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Another data set with transformed images. The transformation is estimated from its training images.
 *
 * @param <S> what a user sets
 */
interface Transformed<S extends Record> extends Dataset<S> {

    /** The other data set. */
    DatasetName from(S settings);

    /** The transformation of images. */
    UnaryOperator<Rows> fitted(Examples examples, S settings);

    @Override
    default Examples load(DatasetScope scope, S settings) throws IOException {
        Examples examples = scope.dataset(from(settings));
        Column images = examples.columns().getFirst();
        return examples.withImages(images.shape(), fitted(examples, settings).apply(images.source()));
    }

    @Override
    default Optional<Rows> pictures(DatasetScope scope, S settings, List<Path> files, Shape image) throws IOException {
        Optional<Rows> pictures = scope.pictures(from(settings), files);
        return pictures.isPresent()
                ? Optional.of(fitted(scope.dataset(from(settings)), settings).apply(pictures.get()))
                : Optional.empty();
    }
}
