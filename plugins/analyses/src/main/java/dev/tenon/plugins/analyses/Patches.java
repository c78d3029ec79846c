package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Shape;
import java.util.List;

/**
 * Parts of images that a layer's places see; all of the image where a place sees all, or more. The middle of the map lies over that of the
 * image, as in {@link Enlarged}.
 *
 * @param image of an image, {@code [height, width, channels]}
 * @param shape of a patch
 */
record Patches(LayerResult layer, Shape image, Shape shape) {

    static Patches of(LayerResult layer, Column image) {
        Shape whole = image.shape();
        return new Patches(
                layer,
                whole,
                Shape.of(extent(layer.tall(), whole.dim(0)), extent(layer.wide(), whole.dim(1)), whole.dim(2)));
    }

    private static int extent(int field, int pixels) {
        return field == 0 ? pixels : Math.min(field, pixels);
    }

    int top(int place) {
        return start(0, place / columns(), layer.down());
    }

    int left(int place) {
        return start(1, place % columns(), layer.across());
    }

    private int columns() {
        return layer.shape().rank() == 3 ? layer.shape().dim(1) : 1;
    }

    private int start(int axis, int place, double apart) {
        int pixels = image.dim(axis);
        return shape.dim(axis) == pixels
                ? 0
                : (int) Math.rint(
                        Enlarged.middle(place, layer.shape().dim(axis), pixels, apart) - (shape.dim(axis) - 1) / 2.0);
    }

    /** Copies a patch; what lies beyond the image is NaN. */
    void cut(float[] pixels, int top, int left, float[] into, int number) {
        int channels = shape.dim(2);
        for (int i = 0; i < shape.size(); i++) {
            int row = top + i / channels / shape.dim(1);
            int column = left + i / channels % shape.dim(1);
            boolean inside = row >= 0 && row < image.dim(0) && column >= 0 && column < image.dim(1);
            into[number * shape.size() + i] =
                    inside ? pixels[(row * image.dim(1) + column) * channels + i % channels] : Float.NaN;
        }
    }

    /** Pictures of one size, one after the other. */
    static float[] joined(List<float[]> pictures) {
        int size = pictures.getFirst().length;
        float[] joined = new float[pictures.size() * size];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i), 0, joined, i * size, size);
        }
        return joined;
    }
}
