package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.settings.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of one size, each decoded when it is needed.
 *
 * @param shape {@code [height, width, channels]} of all
 * @param brought the size to which they are brought; empty if they have it
 * @param mostPixels see {@link Picture#decode}
 */
public record Pictures(DatasetScope scope, List<Path> files, Shape shape, Optional<Size> brought, int mostPixels)
        implements Rows {

    /**
     * Files of the size that is asked for, or that the first one has.
     *
     * @param channels 1 for grey, 3 for red, green, blue
     * @param mostPixels images with more are refused before they are decoded
     */
    public static Pictures of(DatasetScope scope, List<Path> files, Optional<Size> size, int channels, int mostPixels)
            throws IOException {
        Shape shape;
        if (size.isPresent()) {
            shape = Shape.of(size.get().height(), size.get().width(), channels);
        } else {
            Path first = files.getFirst();
            Picture picture = Picture.decode(scope.read(first), first, channels, mostPixels);
            shape = Shape.of(picture.height(), picture.width(), channels);
        }
        return new Pictures(scope, List.copyOf(files), shape, size, mostPixels);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public void read(int index, float[] into, int at) throws IOException {
        Path file = files.get(index);
        Picture picture = Picture.decode(scope.read(file), file, shape.dim(2), mostPixels);
        if (brought.isPresent()) {
            picture = picture.resized(shape.dim(0), shape.dim(1), file);
        } else if (picture.height() != shape.dim(0) || picture.width() != shape.dim(1)) {
            throw new DataException(file + " has " + picture.height() + " x " + picture.width() + " pixels, but "
                    + files.getFirst() + " has " + shape.dim(0) + " x " + shape.dim(1)
                    + "; say to which size: [height, width] all are to be brought");
        }
        System.arraycopy(picture.pixels(), 0, into, at, picture.pixels().length);
    }
}
