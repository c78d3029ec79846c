package dev.tenon.experiments.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip archive that has the same bytes wherever and whenever it is written: one time for all entries, and nothing deflated, which
 * another Java might do in another way. Entries are in the order in which they are added.
 */
public final class FixedZip implements AutoCloseable {

    /** The first that the format knows. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;

    /** Starts an archive on a stream, which is closed with it. */
    public FixedZip(OutputStream out) {
        this.zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
    }

    /** Writes an entry's content, the same each time it is asked to. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Adds an entry, whose content is written twice: its checksum comes before it in the file. */
    public void add(String name, Content content) throws IOException {
        CRC32 crc = new CRC32();
        long[] size = new long[1];
        content.write(new OutputStream() {
            @Override
            public void write(int one) {
                crc.update(one);
                size[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                crc.update(bytes, from, count);
                size[0] += count;
            }
        });
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        entry.setSize(size[0]);
        entry.setCompressedSize(size[0]);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        content.write(new FilterOutputStream(zip) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }

            @Override
            public void close() {
                // The archive goes on.
            }
        });
        zip.closeEntry();
    }

    /** Adds an entry of bytes. */
    public void add(String name, byte[] bytes) throws IOException {
        add(name, out -> out.write(bytes));
    }

    /** Adds a file. */
    public void add(String name, Path file) throws IOException {
        add(name, out -> Files.copy(file, out));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
