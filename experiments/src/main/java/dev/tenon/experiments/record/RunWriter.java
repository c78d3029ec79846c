package dev.tenon.experiments.record;

import dev.tenon.experiments.digest.Digests;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run folder while it is written. Everything goes into {@code NAME.partial}; {@link #commit} adds the manifest and renames
 * the folder to {@code NAME} in one step. So a folder without {@code .partial} is whole, whatever happens in between. Methods
 * may be called from several threads, one after another.
 */
public final class RunWriter implements AutoCloseable {

    /** What an unfinished folder's name ends with. */
    public static final String PARTIAL = ".partial";

    /** The file of an unfinished folder that says what happened. */
    public static final String NOTE = "UNFINISHED.txt";

    /** Writes the bytes of one file. */
    @FunctionalInterface
    public interface Body {
        void write(OutputStream out) throws IOException;
    }

    private final Path target;
    private final Path folder;
    private final SortedMap<String, Manifest.Entry> hashed = new TreeMap<>();
    private boolean open = true;

    private RunWriter(Path target, Path folder) {
        this.target = target;
        this.folder = folder;
    }

    /**
     * Starts a run folder of a given name.
     *
     * @throws BundleException if something is there already, an empty folder apart
     */
    public static RunWriter create(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new BundleException(target + ": is no place for a run folder");
        }
        try {
            refuseTaken(target);
            Path partial = parent.resolve(absolute.getFileName() + PARTIAL);
            Files.createDirectories(parent);
            try {
                Files.createDirectory(partial);
            } catch (FileAlreadyExistsException e) {
                throw new BundleException(
                        target + PARTIAL + ": is there, from a run that is going on or was cut off: name another"
                                + " folder, or remove it",
                        e);
            }
            return new RunWriter(absolute, partial);
        } catch (IOException e) {
            throw new BundleException(target + ": cannot be created: " + describe(e), e);
        }
    }

    /**
     * Finds out early that a run folder cannot be made.
     *
     * @throws BundleException if something is there already, an empty folder apart
     */
    public static void refuseTaken(Path target) {
        try {
            if (Files.exists(target) && !isEmptyFolder(target)) {
                throw new BundleException(target
                        + ": exists already, and a run never overwrites: name another folder, or remove this one");
            }
        } catch (IOException e) {
            throw new BundleException(target + ": cannot be read: " + describe(e), e);
        }
    }

    /** Starts the first of {@code NAME-1}, {@code NAME-2} and so on that is free. */
    public static RunWriter next(Path parent, String name) {
        Path absolute = parent.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            for (int number = 1; ; number++) {
                Path target = absolute.resolve(name + "-" + number);
                if (Files.exists(target)) {
                    continue;
                }
                Path partial = absolute.resolve(name + "-" + number + PARTIAL);
                try {
                    // Fails if another process took the number in between.
                    Files.createDirectory(partial);
                } catch (FileAlreadyExistsException e) {
                    continue;
                }
                return new RunWriter(target, partial);
            }
        } catch (IOException e) {
            throw new BundleException(parent + ": no run folder can be created there: " + describe(e), e);
        }
    }

    /** Where the run will be. */
    public Path target() {
        return target;
    }

    /** Where it is while it is written. */
    public Path folder() {
        return folder;
    }

    /**
     * Writes a file that the manifest names with its digest: nothing in it may depend on time, place or machine.
     *
     * @param path within the folder, with slashes
     */
    public synchronized void hashed(String path, Body body) {
        MessageDigest digest = Digests.start();
        long bytes = write(path, out -> {
            DigestOutputStream digesting = new DigestOutputStream(out, digest);
            body.write(digesting);
            digesting.flush();
        });
        hashed.put(path, new Manifest.Entry(path, bytes, Digests.text(digest)));
    }

    /** Writes a text that the manifest names with its digest. */
    public void hashed(String path, String text) {
        hashed(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes a text for people; the manifest does not name it. */
    public synchronized void unhashed(String path, String text) {
        write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds a line to a file for people, and has it on disk before this returns. */
    public synchronized void append(String path, String line) {
        if (!open) {
            return;
        }
        try (FileOutputStream out = new FileOutputStream(folder.resolve(path).toFile(), true)) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** Removes a file that only an unfinished folder has. */
    public synchronized void remove(String path) {
        try {
            Files.deleteIfExists(folder.resolve(path));
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private long write(String path, Body body) {
        if (!open) {
            throw new BundleException(target + ": the run has ended: " + path + " is not written");
        }
        Path file = folder.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            try (FileOutputStream out = new FileOutputStream(file.toFile());
                    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
                body.write(buffered);
                buffered.flush();
                out.getFD().sync();
            }
            return Files.size(file);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /**
     * Ends the writing: the folder has its name from now on.
     *
     * @return the run's digest: that of the manifest
     * @throws BundleException if the folder cannot be renamed; what is written stays under {@code .partial}
     */
    public synchronized String commit() {
        String manifest = Manifest.text(hashed.values());
        unhashed(Manifest.FILE, manifest);
        try {
            syncFolders();
            Files.deleteIfExists(target); // an empty folder the user made; Windows does not replace it
            try {
                Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                throw new BundleException(
                        target + ": this file system cannot rename a folder in one step: choose another"
                                + " place with --out",
                        e);
            }
            open = false;
            Path parent = target.getParent();
            if (parent != null) {
                sync(parent);
            }
        } catch (IOException e) {
            open = false;
            throw new BundleException(
                    target + ": the run cannot be given its name and stays in " + folder.getFileName() + ": "
                            + describe(e),
                    e);
        }
        return Digests.of(manifest.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the writing without a run: the folder keeps {@code .partial} and a note says why. Does nothing after an end. */
    public synchronized void abandon(String reason) {
        if (!open) {
            return;
        }
        try {
            unhashed(
                    NOTE,
                    "This run did not finish: " + reason
                            + "\n\nWhat is here is what there was by then: it is no result,"
                            + " and no command takes it for one.\nRemove the folder when you have seen enough of it.\n");
            Files.deleteIfExists(folder.resolve(Manifest.FILE));
        } catch (IOException e) {
            throw failed(NOTE, e);
        } finally {
            open = false;
        }
    }

    /** Abandons the run unless it is committed. */
    @Override
    public void close() {
        abandon("it was cut off by an error.");
    }

    private void syncFolders() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isDirectory).toList()) {
                sync(path);
            }
        }
    }

    /** A new name is on disk only when its folder is; Windows cannot open a folder, and needs no such call. */
    private static void sync(Path folder) throws IOException {
        if (!java.io.File.separator.equals("/")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private BundleException failed(String path, IOException cause) {
        return new BundleException(folder.resolve(path) + ": cannot be written: " + describe(cause), cause);
    }

    /** The reason without the path, which the message has already. */
    private static String describe(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof java.nio.file.FileSystemException fs && fs.getReason() != null) {
            return fs.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
