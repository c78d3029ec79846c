package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Masks in PNG or TIFF files of one sample a pixel, grey or an entry of a palette, each decoded when it is needed.
 *
 * @param shape {@code [height, width]}, to which a mask is brought by taking the nearest pixel's sample
 * @param resized whether a mask may have another size
 * @param values the sample that stands for each class
 * @param unknown samples that stand for what is not known
 * @param mostPixels see {@link Pictures#of}
 */
public record Masks(
        DatasetScope scope,
        List<Path> files,
        Shape shape,
        boolean resized,
        List<Integer> values,
        List<Integer> unknown,
        int mostPixels)
        implements Rows {

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public void read(int index, float[] into, int at) throws IOException {
        Path path = files.get(index);
        PictureFile file = PictureFile.of(scope.read(path), path);
        if (file instanceof JpegFile || file.samples() != 1) {
            throw new DataException(path + " is not a mask: it has " + file.samples()
                    + " samples a pixel, or is a JPEG file; save it as PNG or TIFF, grey or with a palette");
        }
        Raster raster = Picture.raster(file, path, mostPixels);
        int height = shape.dim(0);
        int width = shape.dim(1);
        if (!resized && (raster.getHeight() != height || raster.getWidth() != width)) {
            throw new DataException(path + " has " + raster.getHeight() + " x " + raster.getWidth()
                    + " pixels, but its image has " + height + " x " + width);
        }
        if (file.orientation() != 1) {
            throw new DataException(path + " is a mask that has to be rotated (Exif orientation " + file.orientation()
                    + "); save it upright");
        }
        for (int row = 0; row < height; row++) {
            int down = (int) ((2L * row + 1) * raster.getHeight() / (2L * height));
            for (int column = 0; column < width; column++) {
                int across = (int) ((2L * column + 1) * raster.getWidth() / (2L * width));
                int sample = raster.getSample(across, down, 0);
                int label = values.indexOf(sample);
                if (label < 0 && !unknown.contains(sample)) {
                    throw new DataException(path + " has the sample " + sample + " at row " + down + ", column "
                            + across + ", which is neither among values " + values + " nor unknown " + unknown);
                }
                into[at + row * width + column] = label < 0 ? Float.NaN : label;
            }
        }
    }
}
