package dev.tenon.experiments.plugin;

import dev.tenon.experiments.digest.Digests;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A jar of a plugin, and the module in it. Safe for use by several threads. */
public final class PluginJar {

    private final Path path;
    private final ModuleReference module;
    private @Nullable String sha256;

    private PluginJar(Path path, ModuleReference module) {
        this.path = path;
        this.module = module;
    }

    /**
     * Reads which module a jar holds. None of its code runs.
     *
     * @throws Unusable if it is none that this Java can load
     */
    static PluginJar read(Path path) throws Unusable {
        try (JarFile jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
            JarEntry info = jar.getJarEntry("module-info.class");
            if (info != null) {
                int java = ClassMarks.java(jar.getInputStream(info).readNBytes(8));
                if (java > Runtime.version().feature()) {
                    throw Unusable.newerJava(path, java);
                }
            }
        } catch (AccessDeniedException e) {
            throw new Unusable(path, "it may not be read", "change its permissions");
        } catch (ZipException e) {
            throw damaged(path);
        } catch (IOException e) {
            throw new Unusable(path, "it cannot be read: " + e.getMessage(), "copy it there again");
        }
        try {
            return new PluginJar(
                    path,
                    ModuleFinder.of(path).findAll().stream()
                            .findFirst()
                            .orElseThrow(() -> new Unusable(path, "it contains no module", "build it again")));
        } catch (FindException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Unusable(path, "its module cannot be read: " + cause.getMessage(), "build it again");
        }
    }

    static Unusable damaged(Path path) {
        return new Unusable(path, "it is not a complete zip file", "copy, download or build it again");
    }

    public Path path() {
        return path;
    }

    /** Its name without its folder. */
    public String file() {
        return String.valueOf(path.getFileName());
    }

    ModuleReference module() {
        return module;
    }

    ModuleDescriptor descriptor() {
        return module.descriptor();
    }

    /** Its module's name. */
    public String name() {
        return descriptor().name();
    }

    /** Its module's version, where it has one. */
    public Optional<String> version() {
        return descriptor().rawVersion();
    }

    /**
     * The digest of its bytes, as they were when they were first asked for: before its code first ran.
     *
     * @throws PluginException if it cannot be read
     */
    public synchronized String sha256() {
        String known = sha256;
        if (known == null) {
            try {
                known = Digests.of(path);
            } catch (IOException e) {
                throw new PluginException(path + " cannot be read: " + e.getMessage(), e);
            }
            sha256 = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
