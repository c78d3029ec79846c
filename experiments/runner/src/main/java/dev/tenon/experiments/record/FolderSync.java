package dev.tenon.experiments.record;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Forces the names in a folder to the disk: a new name is there after a loss of power only when its folder was. */
@FunctionalInterface
interface FolderSync {

    /** What systems say when a disk failed, rather than that a file system has no such call. */
    List<String> FAILURES = List.of("Input/output error", "No space left on device", "Disk quota exceeded");

    /** Does it, or says why not. */
    void force(Path folder) throws IOException;

    /** As the system does. Windows cannot open a folder, and needs no such call. */
    static void ofSystem(Path folder) throws IOException {
        if (File.separator.equals("/")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Whether names may be lost. A file system that refuses the call has them all the same, so that a refusal is no failure
     * (SQLite ignores it too).
     */
    static boolean isFailure(IOException e) {
        String said = String.valueOf(e.getMessage());
        return FAILURES.stream().anyMatch(said::contains);
    }
}
