package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.DatasetScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files of a folder, in the order of their names (UTF-16 code units, whatever the locale). */
public final class Listing {

    /** What operating systems and file servers leave in folders, in lower case. */
    private static final List<String> LEFT_BEHIND = List.of(
            "thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "icon\r",
            "__macosx",
            "@eadir",
            "lost+found",
            "$recycle.bin",
            "system volume information");

    /** What names of pictures end with, in lower case. */
    static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff");

    private Listing() {}

    /** The names of what is in a folder, without what is hidden or left behind. */
    static List<String> names(DatasetScope scope, Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> paths = Files.list(scope.resolve(folder))) {
            return paths.filter(wanted)
                    .map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> !name.startsWith(".") && !LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT)))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    /** Sees to it that there is a folder. */
    static void checkFolder(DatasetScope scope, Path folder) {
        if (!Files.isDirectory(scope.resolve(folder))) {
            throw new DataException(
                    "there is no folder " + folder + "; paths are relative to the folder of the experiment file");
        }
    }

    static boolean isPicture(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(name::endsWith);
    }

    /**
     * The pictures of a folder by their names without what follows the last dot.
     *
     * @throws DataException if there are none, something else is among them, or two have one name
     */
    public static Map<String, Path> byStem(DatasetScope scope, Path folder) throws IOException {
        checkFolder(scope, folder);
        Map<String, Path> byStem = new TreeMap<>();
        for (String name : names(scope, folder, path -> true)) {
            Path file = folder.resolve(name);
            if (Files.isDirectory(scope.resolve(file)) || !isPicture(name)) {
                throw new DataException(file + " is not a PNG, JPEG or TIFF file (" + String.join(", ", PICTURES)
                        + "); convert it or remove it");
            }
            Path before = byStem.putIfAbsent(name.substring(0, name.lastIndexOf('.')), file);
            if (before != null) {
                throw new DataException(before + " and " + file + " have one name; rename or remove one");
            }
        }
        if (byStem.isEmpty()) {
            throw new DataException(folder + " holds no image; put some there");
        }
        return byStem;
    }

    /**
     * A regular expression that finds groups.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "group-pattern " + text + " is not a regular expression: " + e.getDescription(), e);
        }
    }

    /** The group of each file by a pattern in its name, from 0. */
    public static int[] groups(List<Path> files, String pattern) {
        return new ImageGroups().byPattern(files, pattern(pattern));
    }
}
