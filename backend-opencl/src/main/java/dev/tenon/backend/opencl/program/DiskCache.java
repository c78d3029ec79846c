package dev.tenon.backend.opencl.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A folder of things that were dear to find out, by what they depend on. Each file holds its key and a digest of all it
 * holds: one that is damaged, cut off or of another key counts as missing. A folder that cannot be written to costs time, nothing
 * else.
 */
public final class DiskCache {
    /** The system property that names the folder; {@code none} for no cache. */
    public static final String PROPERTY = "tenon.opencl.cache";

    private static final int DIGEST = 32;

    private final @Nullable Path folder;

    /** A cache in a folder, or none. */
    public DiskCache(@Nullable Path folder) {
        this.folder = folder;
    }

    /** The cache of this user. */
    public static DiskCache ofUser() {
        String named = System.getProperty(PROPERTY, "");
        if (named.equals("none")) {
            return new DiskCache(null);
        }
        if (!named.isEmpty()) {
            return new DiskCache(Path.of(named));
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        String local = System.getenv("LOCALAPPDATA");
        Path base;
        if (xdg != null && !xdg.isEmpty()) {
            base = Path.of(xdg);
        } else if (local != null && !local.isEmpty()) {
            base = Path.of(local);
        } else {
            base = Path.of(System.getProperty("user.home", "."), ".cache");
        }
        return new DiskCache(base.resolve("tenon").resolve("opencl"));
    }

    /** What was stored under a key, or null. */
    public byte @Nullable [] get(String key) {
        if (folder == null) {
            return null;
        }
        try {
            byte[] file = Files.readAllBytes(file(folder, key));
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            int header = DIGEST + Integer.BYTES + name.length;
            if (file.length < header
                    || ByteBuffer.wrap(file, DIGEST, Integer.BYTES).getInt() != name.length) {
                return null;
            }
            boolean whole = Arrays.equals(file, 0, DIGEST, sha256(file, DIGEST), 0, DIGEST);
            boolean own = Arrays.equals(file, header - name.length, header, name, 0, name.length);
            return whole && own ? Arrays.copyOfRange(file, header, file.length) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Stores under a key. Others who read or write at the same time see the old or the new whole. */
    public void put(String key, byte[] value) {
        if (folder == null) {
            return;
        }
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(DIGEST + Integer.BYTES + name.length + value.length);
        file.position(DIGEST);
        file.putInt(name.length).put(name).put(value);
        file.put(0, sha256(file.array(), DIGEST));
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "new", ".tmp");
            try {
                Files.write(fresh, file.array());
                Files.move(
                        fresh, file(folder, key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            // It is found out again the next time.
        }
    }

    private static Path file(Path folder, String key) {
        return folder.resolve(digest(key));
    }

    /** The SHA-256 of a text, in hexadecimal. */
    static String digest(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8), 0));
    }

    private static byte[] sha256(byte[] bytes, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, bytes.length - from);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
