package dev.tenon.experiments.data;

import dev.tenon.api.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A file of data: the one way in which data sets read files, whole or where they look at them. What is no regular file (a pipe, a device) is refused, for
 * reading it may never end; so is what would fill the memory.
 *
 * @param path as the user named it, for messages
 * @param bytes as they are stored
 */
record DataFile(Path path, byte[] bytes) {

    /** The largest array of bytes that every JVM can make. */
    private static final long LONGEST = Integer.MAX_VALUE - 64;

    /** The first two bytes of what is gzipped. */
    private static final short GZIP = 0x1f8b;

    /**
     * Reads a file.
     *
     * @param path as the user named it
     * @param file where it is
     * @throws DataException if it is not there, is no regular file or is too large
     */
    static DataFile read(Path path, Path file) throws IOException {
        check(path, file);
        long most = most();
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > most) {
                throw tooLarge(path, "is", most);
            }
            return new DataFile(path, within(in, path, "is", most));
        }
    }

    /**
     * The bytes of a file of any size as they are stored, without reading them; empty if it is gzipped.
     *
     * @param path as the user named it
     * @param file where it is
     * @throws DataException if it is not there, or is no regular file
     */
    static Optional<MemorySegment> mapped(Path path, Path file) throws IOException {
        check(path, file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer start = ByteBuffer.allocate(2);
            channel.read(start);
            return start.getShort(0) == GZIP
                    ? Optional.empty()
                    : Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        }
    }

    private static void check(Path path, Path file) {
        if (!Files.exists(file)) {
            throw new DataException(
                    "there is no file " + path + "; paths are relative to the folder of the experiment file");
        }
        if (!Files.isRegularFile(file)) {
            throw new DataException(path + " is "
                    + (Files.isDirectory(file) ? "a folder" : "no regular file but a pipe, a socket or a device")
                    + "; name a file");
        }
    }

    /** The bytes, unpacked if they are gzipped. */
    byte[] unpacked() {
        return unpacked(most());
    }

    /** The same, refused where it is more than so many bytes. */
    byte[] unpacked(long most) {
        if (bytes.length < 3 || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b) {
            return bytes;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return within(in, path, "is, unpacked,", most);
        } catch (EOFException e) {
            throw damaged("it is cut off", e);
        } catch (IOException e) {
            throw damaged(e.getMessage() == null ? "it cannot be unpacked" : e.getMessage(), e);
        }
    }

    private DataException damaged(String why, IOException cause) {
        return new DataException(path + " is gzipped but damaged (" + why + "); fetch it again", cause);
    }

    private static byte[] within(InputStream in, Path path, String what, long most) throws IOException {
        byte[] bytes = in.readNBytes((int) most);
        if (bytes.length == most && in.read() >= 0) {
            throw tooLarge(path, what, most);
        }
        return bytes;
    }

    /** A third of the memory that Java may use: what is read becomes images beside it. */
    private static long most() {
        return Math.min(LONGEST, Runtime.getRuntime().maxMemory() / 3);
    }

    private static DataException tooLarge(Path path, String what, long most) {
        return new DataException(path + " " + what + " larger than " + (most >> 20)
                + " MiB, a third of the memory that Java may use: "
                + (most < LONGEST
                        ? "give it more, for example TENON_JAVA_OPTIONS=-Xmx8g, or split the file"
                        : "split the file"));
    }
}
