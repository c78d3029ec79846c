package dev.tenon.experiments.record;

import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.record.Inputs.ModuleInput;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run folder while it is written. It has its name from the start, and {@link #commit} writes the manifest last: a folder with
 * a manifest is whole, one without is not, whatever happens in between. Every file appears whole and in one step. What this
 * writer did not make is never removed or overwritten. Methods may be called from several threads, one after another.
 */
public final class RunWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunWriter.class);

    /** The file of an unfinished folder that says what happened. */
    static final String NOTE = "UNFINISHED.txt";

    /** Locked by the process that writes the folder; the system unlocks it when that process ends, however it does. */
    static final String LOCK = ".tenon-lock";

    private static final String TEMPORARY = ".tmp";

    /** Writes the bytes of one file. */
    @FunctionalInterface
    public interface Body {
        void write(OutputStream out) throws IOException;
    }

    private final Path folder;
    private final @Nullable FileChannel lock;
    private final FolderSync disk;
    private final SortedMap<String, Manifest.Entry> hashed = new TreeMap<>();
    private final Set<String> own = new HashSet<>();
    private final boolean replaces;
    private boolean open = true;

    private RunWriter(Path folder, @Nullable FileChannel lock, FolderSync disk, boolean replaces) {
        this.folder = folder;
        this.lock = lock;
        this.disk = disk;
        this.replaces = replaces;
    }

    /**
     * Goes on with the folder of a run that has not finished. What an earlier process wrote of it is replaced as it is written anew.
     *
     * @throws BundleException if another process writes to it, or it is no such folder
     */
    public static RunWriter reopen(Path run) {
        Path absolute = absolute(run);
        try {
            RunWriter writer = new RunWriter(absolute, locked(absolute), FolderSync::ofSystem, true);
            if (RunFolder.isRun(absolute)) { // Finished while we waited for the lock.
                writer.end();
                throw new BundleException(run + ": has finished: nothing is missing");
            }
            return writer;
        } catch (IOException e) {
            throw new BundleException(run + ": cannot be written: " + describe(e), e);
        }
    }

    /** Removes what belongs to an unfinished run alone from the folder of a finished one. */
    static void tidy(Path run) {
        Path absolute = absolute(run);
        try {
            RunWriter writer = new RunWriter(absolute, locked(absolute), FolderSync::ofSystem, true);
            FinishedTrials.files(absolute).forEach(writer::delete);
            FinishedTrials.files(absolute, TEMPORARY).forEach(writer::delete);
            new CheckpointFiles(writer, "", line -> {}).remove();
            for (String name : List.of(FinishedTrials.FOLDER, Beginning.FILE, ProgressFile.FILE, NOTE)) {
                writer.delete(absolute.resolve(name));
            }
            writer.end();
        } catch (IOException e) {
            LOG.warn("{} cannot be tidied", run, e);
        }
    }

    /** Takes a file of an earlier process as it is. */
    synchronized void adopt(Manifest.Entry entry) {
        hashed.put(entry.path(), entry);
    }

    /**
     * Starts a run folder of a given name.
     *
     * @throws BundleException if something is there already, an empty folder apart, or no folder can be made
     */
    public static RunWriter create(Path target) {
        return create(target, FolderSync::ofSystem);
    }

    static RunWriter create(Path target, FolderSync disk) {
        refuseTaken(target);
        Path absolute = absolute(target);
        try {
            Files.createDirectories(absolute);
            RunWriter writer = new RunWriter(absolute, locked(absolute), disk, false);
            if (!isEmptyFolder(absolute)) {
                writer.delete(absolute.resolve(LOCK));
                writer.unlock();
                throw taken(target);
            }
            return writer;
        } catch (IOException e) {
            throw new BundleException(target + ": cannot be created: " + describe(e), e);
        }
    }

    /**
     * Finds out early that a run folder cannot be made.
     *
     * @throws BundleException if something is there already, an empty folder apart, or it would lie where no folder can be
     *     made or within another run
     */
    public static void refuseTaken(Path target) {
        if (target.toString().isEmpty()) {
            throw new BundleException("a run folder needs a name");
        }
        Path absolute = absolute(target);
        try {
            if (Files.isDirectory(absolute) ? !isEmptyFolder(absolute) : isThere(absolute)) {
                throw taken(target);
            }
        } catch (IOException e) {
            throw new BundleException(target + ": cannot be read: " + describe(e), e);
        }
        Path above = absolute;
        while (!isThere(above) && above.getParent() != null) {
            above = above.getParent();
        }
        if (!Files.isDirectory(above)) {
            throw new BundleException(target + ": cannot be created: " + above + " is not a folder; name another one");
        }
        if (!Files.isWritable(above)) {
            throw new BundleException(
                    target + ": cannot be created: " + above + " is not writable; name another folder");
        }
        for (Path each = absolute.getParent(); each != null; each = each.getParent()) {
            if (RunFolder.isRun(each) || RunFolder.isUnfinished(each)) {
                throw new BundleException(
                        target + ": lies within the run folder " + each + "; name a folder outside it");
            }
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static BundleException taken(Path target) {
        Path absolute = absolute(target);
        String what = Files.isDirectory(absolute)
                ? RunFolder.isUnfinished(absolute)
                        ? "is the folder of a run that is going on or was interrupted"
                        : "exists already"
                : Files.exists(absolute) ? "is a file" : "is a broken link";
        return new BundleException(
                target + ": " + what + ", and a run never overwrites files; name another folder, or remove this one");
    }

    /** Starts the first of {@code NAME-1}, {@code NAME-2} and so on that is free. */
    public static RunWriter next(Path parent, String name) {
        Path absolute = absolute(parent);
        try {
            Files.createDirectories(absolute);
            for (int number = 1; ; number++) {
                Path target = absolute.resolve(name + "-" + number);
                try {
                    Files.createDirectory(target); // Fails if it is there, or another process takes it first.
                } catch (FileAlreadyExistsException e) {
                    continue;
                }
                return new RunWriter(target, locked(target), FolderSync::ofSystem, false);
            }
        } catch (IOException e) {
            throw new BundleException(parent + ": no run folder can be created there: " + describe(e), e);
        }
    }

    /**
     * The lock of a folder, held until the channel is closed. Null where the file system has no locks: that nobody else made the
     * folder is then all that protects it.
     */
    private static @Nullable FileChannel locked(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("locked by this process", e);
        } catch (IOException e) {
            LOG.warn("{} cannot be locked", folder, e);
            channel.close();
            return null;
        }
        channel.close();
        throw new BundleException(
                folder + ": another process writes to this run folder; wait until it ends, or name another folder");
    }

    /** Whether another process holds the lock of a folder. */
    static boolean isLocked(Path folder) {
        Path file = folder.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        // Shared, so that who else only looks is not taken for a writer.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            LOG.debug("{}", file, e);
            return true; // Where there are no locks, nobody knows.
        }
    }

    /** The file stays with an unfinished run: were it removed, two processes could each hold a lock on one of that name. */
    private void unlock() {
        if (lock == null || !lock.isOpen()) {
            return;
        }
        try {
            if (RunFolder.isRun(folder)) {
                Files.deleteIfExists(folder.resolve(LOCK));
            }
            lock.close();
        } catch (IOException e) {
            LOG.warn("{}: the lock stays", folder, e);
        }
    }

    /** Where the run is. */
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

    /**
     * Says what the files that are written so far begin, and makes sure that they, and the place of the trials, are on disk.
     *
     * @param run which it is
     * @param experiment the folder of its file
     */
    synchronized Beginning begin(String run, Path experiment, List<ModuleInput> builds) {
        Beginning beginning = new Beginning(run, new Manifest(new TreeMap<>(hashed)), experiment, builds);
        try {
            Files.createDirectories(folder.resolve(FinishedTrials.FOLDER));
        } catch (IOException e) {
            throw failed(FinishedTrials.FOLDER, e);
        }
        unhashed(Beginning.FILE, beginning.text());
        sync(folder);
        Path above = folder.getParent();
        if (above != null) {
            sync(above);
        }
        return beginning;
    }

    /** Writes a text for people; the manifest does not name it. */
    public synchronized void unhashed(String path, String text) {
        write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file that has the digest of its bytes in its name, and forces it and its name to the disk. The manifest does not
     * name it. Several threads may write several of them at once.
     *
     * @param path within the folder, with slashes; the file is {@code PATH-DIGEST} and the suffix
     * @return the digest
     */
    String digested(String path, String suffix, Body body) {
        MessageDigest digest = Digests.start();
        Path temporary = folder.resolve(path + TEMPORARY);
        Path parent = Objects.requireNonNull(temporary.getParent());
        try {
            refuseGone();
            Files.createDirectories(parent);
            fresh(temporary);
            try {
                force(temporary, out -> {
                    DigestOutputStream digesting = new DigestOutputStream(out, digest);
                    body.write(digesting);
                    digesting.flush();
                });
                String name = Digests.text(digest);
                Files.move(temporary, folder.resolve(path + "-" + name + suffix), StandardCopyOption.ATOMIC_MOVE);
                sync(parent);
                return name;
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** A folder that went away, as one on a network does, is not made anew: it would have a part of the run, and look like one. */
    private void refuseGone() throws IOException {
        if (!Files.exists(folder.resolve(LOCK))) {
            throw new NoSuchFileException(folder.toString());
        }
    }

    private void fresh(Path temporary) throws IOException {
        if (replaces) {
            Files.deleteIfExists(temporary);
        }
        Files.createFile(temporary); // Fails if it is there: it is not ours.
    }

    private static void force(Path file, Body body) throws IOException {
        // No channel: an interrupt would close it, and a trial that has ended is not lost by one.
        try (FileOutputStream out = new FileOutputStream(file.toFile());
                BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
            body.write(buffered);
            buffered.flush();
            out.getFD().sync();
        }
    }

    private long write(String path, Body body) {
        if (!open) {
            throw new BundleException(folder + ": the run has ended: " + path + " is not written");
        }
        Path file = folder.resolve(path);
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        try {
            refuseGone();
            Files.createDirectories(file.getParent());
            fresh(temporary);
            try {
                force(temporary, body);
                long bytes = Files.size(temporary);
                if (replaces || own.contains(path)) {
                    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    Files.move(temporary, file); // Fails if it is there: it is not ours.
                }
                own.add(path);
                return bytes;
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /**
     * Ends the writing: the run is whole from now on, and on the disk.
     *
     * @throws BundleException if it is not; there is no manifest then
     * @return the run's digest: that of the manifest
     */
    public synchronized String commit() {
        String manifest = Manifest.text(hashed.values());
        syncFolders();
        unhashed(Manifest.FILE, manifest);
        try {
            sync(folder);
        } catch (BundleException e) {
            remove(Manifest.FILE); // What may be gone tomorrow is not whole.
            throw e;
        }
        remove(NOTE);
        remove(Beginning.FILE);
        end();
        return Digests.of(manifest.getBytes(StandardCharsets.UTF_8));
    }

    /** Says that the run is not finished, and why; as good as can be, since the manifest that is not there says so too. */
    public synchronized void note(String reason) {
        if (!open) {
            return;
        }
        try {
            unhashed(
                    NOTE,
                    "This run has not finished: " + reason
                            + "\n\nEach trial that has ended is complete, in a file in the folder "
                            + FinishedTrials.FOLDER + ".\n");
        } catch (BundleException e) {
            LOG.warn("no note is written", e);
        }
    }

    /** Ends the writing without a result, and says why. Does nothing after an end. */
    public synchronized void abandon(String reason) {
        if (open) {
            note(reason);
            end();
        }
    }

    /** Ends the writing and leaves everything as it is. Does nothing after an end. */
    synchronized void leave() {
        if (open) {
            end();
        }
    }

    private void end() {
        open = false;
        unlock();
    }

    /** Abandons the run unless it is committed. */
    @Override
    public void close() {
        abandon("it was interrupted by an error.");
    }

    /** Removes a file that this writer has made; a file that stays does no harm. */
    private void remove(String path) {
        if (own.remove(path) || replaces) {
            delete(folder.resolve(path));
        }
    }

    /** Removes a file, or a folder that is empty; one that stays does no harm. */
    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} stays", file, e);
        }
    }

    private void syncFolders() {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isDirectory).forEach(this::sync);
        } catch (IOException e) {
            LOG.warn("{}", folder, e);
        }
    }

    /** Forces the names in a folder to the disk, as far as its file system can. */
    private void sync(Path inner) {
        boolean interrupted = false;
        while (true) {
            interrupted |= Thread.interrupted();
            try {
                disk.force(inner);
                break;
            } catch (ClosedByInterruptException e) {
                interrupted = true;
            } catch (IOException e) {
                if (FolderSync.isFailure(e)) {
                    throw new BundleException(inner + ": cannot be forced to the disk: " + describe(e), e);
                }
                LOG.warn("{}: the folder cannot be forced to the disk", inner, e);
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Apart from the lock, which who looks may hold. */
    private static boolean isEmptyFolder(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.allMatch(entry -> entry.endsWith(LOCK));
        }
    }

    private BundleException failed(String path, IOException cause) {
        return new BundleException(folder.resolve(path) + ": cannot be written: " + describe(cause), cause);
    }

    /** The reason without the path, which the message has already. */
    private static String describe(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "something is there that this run did not write";
            case NoSuchFileException _ -> "its folder is gone";
            case FileSystemException fs when fs.getReason() != null -> String.valueOf(fs.getReason());
            default -> String.valueOf(e.getMessage());
        };
    }
}
