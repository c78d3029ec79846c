package dev.tenon.experiments.cli;

import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.report.draw.ClassPicture;
import dev.tenon.experiments.report.draw.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TestPredictions that have an output at each pixel, as PNG files.
 *
 * @param table what the outputs are held against: the kind of them
 * @param names of the images, with or without folders
 * @param outputs {@code [n, height, width, units]}
 */
record AnswerPictures(TargetTable table, List<String> names, float[] outputs) {

    /**
     * Writes them.
     *
     * @return the files, in order
     * @throws UsageException if they cannot be pictures, or two would have one name
     */
    List<Path> write(Path folder) throws IOException {
        if (table.positions().rank() != 2) {
            throw new UsageException(
                    "the network's outputs are at positions of " + table.positions() + ", which are not pictures");
        }
        if (table.units() > ClassPicture.MOST_CLASSES) {
            throw new UsageException("the network gives one of " + table.units()
                    + " classes at each pixel; a picture can show " + ClassPicture.MOST_CLASSES);
        }
        List<Path> files = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).substring(0, names.get(i).lastIndexOf('.') + 1);
            for (int unit : drawn()) {
                Path file = folder.resolve(
                        name + suffix(unit).map(each -> each + ".").orElse("") + "png");
                if (!taken.add(file)) {
                    throw new UsageException("two pictures are called " + names.get(i)
                            + ", so their predictions would go to one file; predict them one after the other");
                }
                Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(folder));
                Files.write(file, png(i, unit), StandardOpenOption.CREATE_NEW);
                files.add(file);
            }
        }
        return files;
    }

    /** Classes are one picture, and so are numbers that are a colour; else each unit is one. */
    private int[] drawn() {
        boolean one = switch (table.kind()) {
            case CLASSES -> true;
            case SIGNS -> false;
            case NUMBERS -> table.units() == 3;
        };
        return java.util.stream.IntStream.range(0, one ? 1 : table.units()).toArray();
    }

    private Optional<String> suffix(int unit) {
        if (drawn().length == 1) {
            return Optional.empty();
        }
        return Optional.of(
                table.names().isEmpty()
                        ? Integer.toString(unit)
                        : table.names().get(unit).replaceAll("[^\\p{L}\\p{N}_-]", "_"));
    }

    private byte[] png(int image, int unit) {
        int height = table.positions().dim(0);
        int width = table.positions().dim(1);
        int units = table.units();
        int from = image * height * width * units;
        int[] indices = new int[height * width];
        return switch (table.kind()) {
            case CLASSES -> {
                for (int i = 0; i < indices.length; i++) {
                    indices[i] = TestPredictions.largest(outputs, from + i * units, units);
                }
                yield ClassPicture.png(height, width, Math.max(2, units), indices);
            }
            case SIGNS -> {
                for (int i = 0; i < indices.length; i++) {
                    indices[i] = outputs[from + i * units + unit] > 0 ? 1 : 0;
                }
                yield ClassPicture.png(height, width, 2, indices);
            }
            case NUMBERS -> {
                Raster raster = new Raster(width, height);
                for (int i = 0; i < indices.length; i++) {
                    int at = from + i * units + unit;
                    int red = light(outputs[at]);
                    int green = units == 3 ? light(outputs[at + 1]) : red;
                    int blue = units == 3 ? light(outputs[at + 2]) : red;
                    raster.set(i / width, i % width, (red << 16) | (green << 8) | blue);
                }
                yield raster.png();
            }
        };
    }

    private static int light(float value) {
        return (int) (255 * Math.clamp(value, 0f, 1f) + 0.5f);
    }
}
