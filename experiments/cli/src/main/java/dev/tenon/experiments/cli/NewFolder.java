package dev.tenon.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder for what a command writes; nothing that is there is written over. */
final class NewFolder {

    private NewFolder() {}

    /**
     * Makes it, with the folders above it.
     *
     * @throws UsageException if there is something already
     */
    static Path at(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException(folder + ": is a file; name a new or an empty folder");
        }
        Files.createDirectories(folder);
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new UsageException(folder + ": is not empty; name a new or an empty folder");
            }
        }
        return folder;
    }
}
