package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.settings.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pictures of one size, each decoded when it is needed.
 *
 * @param shape {@code [height, width, channels]} of all
 * @param brought the size to which they are brought; empty if they have it
 * @param mostPixels see {@link Picture#decode}
 */
public record Pictures(DatasetScope scope, List<Path> files, Shape shape, Optional<Size> brought, int mostPixels)
        implements Rows {

    /** What {@code most-pixels} is by default. */
    private static final int USUAL_MOST_PIXELS = 1 << 24;

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

    /**
     * Which files can be read; it is noted which cannot.
     *
     * @return their places in the list
     * @throws DataException if none can
     */
    public static int[] sound(DatasetScope scope, List<Path> files, int channels, int mostPixels) {
        Map<Path, String> damaged = new LinkedHashMap<>();
        int[] sound = IntStream.range(0, files.size())
                .filter(i -> {
                    Path file = files.get(i);
                    try {
                        Picture.decode(scope.read(file), file, channels, mostPixels);
                        return true;
                    } catch (DataException | IOException e) {
                        damaged.put(file, String.valueOf(e.getMessage()));
                        return false;
                    }
                })
                .toArray();
        if (sound.length == 0) {
            throw new DataException("no picture can be read; the first: " + damaged.get(files.getFirst()));
        }
        if (!damaged.isEmpty()) {
            String names = damaged.keySet().stream().map(Path::toString).collect(Collectors.joining(", "));
            scope.note(damaged.size() + " of " + files.size()
                    + " pictures cannot be read and are left out (damaged: skip): " + names + "; the first: "
                    + damaged.values().iterator().next());
        }
        return sound;
    }

    /**
     * New pictures in the place of a data set's images; a picture's pixels are from 0 to 1.
     *
     * @param image the shape of those, {@code [height, width, channels]}
     * @param brought the size to which they are brought; empty if they must have it
     * @return empty if no picture has as many channels
     */
    public static Optional<Rows> like(
            DatasetScope scope, List<Path> files, Shape image, Optional<Size> brought, int mostPixels) {
        return image.rank() == 3 && (image.dim(2) == 1 || image.dim(2) == 3)
                ? Optional.of(new New(new Pictures(scope, List.copyOf(files), image, brought, mostPixels)))
                : Optional.empty();
    }

    /** The same of images that pictures of any size up to a usual one may stand for, if theirs is right. */
    public static Optional<Rows> like(DatasetScope scope, List<Path> files, Shape image) {
        return like(scope, files, image, Optional.empty(), USUAL_MOST_PIXELS);
    }

    /** Pictures that are not part of the data set, of which another thing is to be said where they do not fit. */
    private record New(Pictures pictures) implements Rows {

        @Override
        public int size() {
            return pictures.size();
        }

        @Override
        public void read(int index, float[] into, int at) throws IOException {
            pictures.read(
                    index,
                    into,
                    at,
                    (file, found) -> file + " has " + found + " pixels, but the network takes "
                            + pictures.shape.dim(0) + " x " + pictures.shape.dim(1)
                            + ", and the data set that it was trained on does not resize images: resize the picture");
        }
    }

    /** Says what is wrong with a picture of another size. */
    private interface Misfit {
        String of(Path file, String size);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public void read(int index, float[] into, int at) throws IOException {
        read(
                index,
                into,
                at,
                (file, found) -> file + " has " + found + " pixels, but " + files.getFirst() + " has " + shape.dim(0)
                        + " x " + shape.dim(1) + "; resize all of them with size: [height, width]");
    }

    private void read(int index, float[] into, int at, Misfit misfit) throws IOException {
        Path file = files.get(index);
        Picture picture = Picture.decode(scope.read(file), file, shape.dim(2), mostPixels);
        if (brought.isPresent()) {
            picture = picture.resized(shape.dim(0), shape.dim(1), file);
        } else if (picture.height() != shape.dim(0) || picture.width() != shape.dim(1)) {
            throw new DataException(misfit.of(file, picture.height() + " x " + picture.width()));
        }
        System.arraycopy(picture.pixels(), 0, into, at, picture.pixels().length);
    }
}
