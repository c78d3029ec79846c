package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the files and folders that an experiment names are there. */
final class PathCheck {

    private final Path folder;
    private final Problems problems;

    /**
     * A check.
     *
     * @param folder of the experiment file, from which relative paths are seen
     */
    PathCheck(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** Records a mistake at a place if nothing is at a path. */
    void check(Path path, Mark mark) {
        Path wanted = folder.resolve(path).normalize();
        if (Files.exists(wanted)) {
            return;
        }
        Path missing = wanted;
        Path parent = missing.getParent();
        while (parent != null && !Files.exists(parent)) {
            missing = parent;
            parent = missing.getParent();
        }
        String seenFrom = path.isAbsolute() ? "" : " (relative to the folder of the experiment file)";
        problems.add(mark, "no file or folder \"" + path + "\"" + seenFrom + hint(path, missing, parent));
    }

    /** Names the part of the path that is missing, and what there is instead. */
    private static String hint(Path path, Path missing, @Nullable Path parent) {
        Path name = missing.getFileName();
        if (parent == null || name == null) {
            return "";
        }
        String part = missing.endsWith(path) ? "" : ": there is no \"" + name + "\"";
        try (Stream<Path> files = Files.list(parent)) {
            List<String> names =
                    files.map(file -> String.valueOf(file.getFileName())).toList();
            return part + Suggestions.hint(name.toString(), names);
        } catch (IOException e) {
            return part;
        }
    }
}
