package dev.tenon.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The pictures that a command line names. */
final class PictureFiles {

    private PictureFiles() {}

    /**
     * Files as they are named, and of each folder the pictures in it and in folders below, in the order of their names; what
     * is hidden is passed over.
     *
     * @throws UsageException if one is not there, or a folder holds none
     */
    static List<Path> of(List<Path> named) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path each : named) {
            if (Files.isDirectory(each)) {
                List<Path> inside = inside(each);
                if (inside.isEmpty()) {
                    throw new UsageException(each + ": holds no PNG, JPEG or TIFF file");
                }
                files.addAll(inside);
            } else if (Files.isRegularFile(each)) {
                files.add(each);
            } else {
                throw new UsageException(each + ": there is no such file or folder");
            }
        }
        return files;
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> isPicture(String.valueOf(path.getFileName())))
                    .filter(path -> !isHidden(folder.relativize(path)))
                    .sorted(Comparator.comparing(path -> folder.relativize(path).toString()))
                    .toList();
        }
    }

    private static boolean isHidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPicture(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(".png", ".jpg", ".jpeg", ".tif", ".tiff").anyMatch(lower::endsWith);
    }
}
