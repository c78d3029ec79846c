package dev.tenon.experiments.cli;

import dev.tenon.experiments.archive.RunArchive;
import dev.tenon.experiments.record.BundleException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Optional;

/**
 * A run's folder, on disk or in an archive that is open until this is closed.
 *
 * @param archive empty if it is on disk
 */
record RunPlace(Path folder, Optional<FileSystem> archive) implements AutoCloseable {

    /**
     * The folder of a path: itself, or that in the archive which it names.
     *
     * @throws BundleException if it is a file and no archive of a run
     */
    static RunPlace of(Path named) throws IOException {
        if (!Files.isRegularFile(named)) {
            return new RunPlace(named, Optional.empty());
        }
        FileSystem archive;
        try {
            archive = FileSystems.newFileSystem(named);
        } catch (ProviderNotFoundException | IOException e) {
            throw new BundleException(
                    named + ": is a file, and no archive that can be read (" + e.getMessage()
                            + "); name the folder of a run, or a .zip written by `tenon archive`",
                    e);
        }
        Path run = archive.getPath("/" + RunArchive.RUN);
        if (!Files.isDirectory(run)) {
            archive.close();
            throw new BundleException(
                    named + ": has no folder " + RunArchive.RUN + "; it is not an archive written by `tenon archive`");
        }
        return new RunPlace(run, Optional.of(archive));
    }

    @Override
    public void close() throws IOException {
        if (archive.isPresent()) {
            archive.get().close();
        }
    }
}
