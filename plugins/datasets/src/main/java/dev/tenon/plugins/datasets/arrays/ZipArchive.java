package dev.tenon.plugins.datasets.arrays;

import dev.tenon.api.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The entries of a zip archive (PKWARE, <i>.ZIP File Format Specification</i> 6.3, with ZIP64). Those that are stored without
 * compression, as {@code numpy.savez} does, are looked at where they lie, so that they may be larger than memory; {@code java.util.zip}
 * does not say where that is.
 */
final class ZipArchive {

    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long IN_EXTRA = 0xffff_ffffL;
    private static final int CRC_BLOCK = 1 << 20;

    private final MemorySegment bytes;
    private final Path file;

    private ZipArchive(MemorySegment bytes, Path file) {
        this.bytes = bytes;
        this.file = file;
    }

    /**
     * Some entries by their names, unpacked, their checksums compared.
     *
     * @param file for messages
     */
    static Map<String, MemorySegment> entries(MemorySegment bytes, Path file, Predicate<String> wanted) {
        ZipArchive archive = new ZipArchive(bytes, file);
        try {
            return archive.entries(wanted);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | IOException e) {
            throw archive.damaged(e);
        }
    }

    private Map<String, MemorySegment> entries(Predicate<String> wanted) throws IOException {
        long end = end();
        long count = u16(end + 10);
        long at = u32(end + 16);
        if (end >= 20 && u32(end - 20) == LOCATOR_64) {
            long wide = i64(end - 12);
            if (u32(wide) != END_64) {
                throw new IOException("its ZIP64 end is not where it should be");
            }
            count = i64(wide + 32);
            at = i64(wide + 48);
        }
        Map<String, MemorySegment> entries = new TreeMap<>();
        for (long i = 0; i < count; i++) {
            if (u32(at) != ENTRY) {
                throw new IOException("its directory ends too early");
            }
            int nameLength = u16(at + 28);
            int extraLength = u16(at + 30);
            String name = new String(
                    bytes.asSlice(at + 46, nameLength).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
            if (wanted.test(name) && entries.put(name, entry(at, at + 46 + nameLength, extraLength)) != null) {
                throw new IOException("it has " + name + " twice");
            }
            at += 46 + nameLength + extraLength + u16(at + 32);
        }
        return entries;
    }

    private long end() {
        for (long at = bytes.byteSize() - END_LENGTH;
                at >= Math.max(0, bytes.byteSize() - END_LENGTH - LONGEST_COMMENT);
                at--) {
            if (u32(at) == END) {
                return at;
            }
        }
        throw new DataException(file + " is not a zip archive, or is cut off; fetch it again");
    }

    private MemorySegment entry(long at, long extra, int extraLength) throws IOException {
        long size = u32(at + 24);
        long packed = u32(at + 20);
        long local = u32(at + 42);
        for (long field = extra; field + 4 <= extra + extraLength; field += 4 + u16(field + 2)) {
            if (u16(field) == 1) {
                long next = field + 4;
                if (size == IN_EXTRA) {
                    size = i64(next);
                    next += 8;
                }
                if (packed == IN_EXTRA) {
                    packed = i64(next);
                    next += 8;
                }
                if (local == IN_EXTRA) {
                    local = i64(next);
                }
            }
        }
        if (u32(local) != LOCAL || (u16(at + 8) & 1) != 0) {
            throw new IOException("an entry is encrypted, or not where it should be");
        }
        MemorySegment stored = bytes.asSlice(local + 30 + u16(local + 26) + u16(local + 28), packed);
        MemorySegment plain = switch (u16(at + 10)) {
            case 0 -> stored;
            case 8 -> inflated(stored, size);
            default -> throw new IOException("an entry is compressed by method " + u16(at + 10));
        };
        if (plain.byteSize() != size || crc(plain) != u32(at + 16)) {
            throw new IOException("an entry's checksum does not match");
        }
        return plain;
    }

    private MemorySegment inflated(MemorySegment stored, long size) throws IOException {
        long most = Math.min(Integer.MAX_VALUE - 64, Runtime.getRuntime().maxMemory() / 3);
        if (size > most || stored.byteSize() > most) {
            throw new DataException(file + " has an array that is compressed and larger than " + (most >> 20)
                    + " MiB; write it with numpy.savez, not savez_compressed, so that it can be read in parts");
        }
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(stored.toArray(ValueLayout.JAVA_BYTE)), inflater)) {
            return MemorySegment.ofArray(in.readNBytes((int) size));
        } finally {
            inflater.end();
        }
    }

    private static long crc(MemorySegment plain) {
        CRC32 crc = new CRC32();
        for (long at = 0; at < plain.byteSize(); at += CRC_BLOCK) {
            crc.update(plain.asSlice(at, Math.min(CRC_BLOCK, plain.byteSize() - at))
                    .asByteBuffer());
        }
        return crc.getValue();
    }

    private int u16(long at) {
        return bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at) & 0xffff;
    }

    private long u32(long at) {
        return Integer.toUnsignedLong(bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at));
    }

    private long i64(long at) {
        return bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at);
    }

    private DataException damaged(Exception cause) {
        String why = cause instanceof IOException && cause.getMessage() != null ? " (" + cause.getMessage() + ")" : "";
        return new DataException(file + " is a damaged zip archive" + why + "; fetch it again", cause);
    }
}
