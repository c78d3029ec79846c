package dev.tenon.experiments.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The modules of this project, as the build has compiled them. */
final class SourceModules {

    private SourceModules() {}

    /**
     * One module.
     *
     * @param classes the folder of its main classes
     */
    record SourceModule(ModuleDescriptor descriptor, Path classes) {
        String name() {
            return descriptor.name();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** Every module that is compiled, in the order of the folders. Reading folders also finds what nothing depends on. */
    static List<SourceModule> all() {
        Path root = root();
        Path build = build(root);
        try (Stream<Path> top = Files.list(root);
                Stream<Path> plugins = Files.list(root.resolve("plugins"));
                Stream<Path> experiments = Files.list(root.resolve("experiments"))) {
            return Stream.of(top, plugins, experiments)
                    .flatMap(folders -> folders)
                    .filter(folder -> Files.exists(folder.resolve("src/main/java/module-info.java")))
                    .map(folder -> folder.resolve(build).resolve("classes"))
                    .filter(classes -> Files.exists(classes.resolve("module-info.class")))
                    .sorted()
                    .map(classes -> new SourceModule(read(classes.resolve("module-info.class")), classes))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the root {@code pom.xml}; Maven runs tests in the folder of their module, an IDE perhaps elsewhere. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("backend-opencl/pom.xml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("run the tests inside a checkout of Tenon");
            }
        }
        return folder;
    }

    /** Where a module's folder has what is built, as {@code target}: where this class has it. */
    private static Path build(Path root) {
        try {
            CodeSource own = Objects.requireNonNull(
                    SourceModules.class.getProtectionDomain().getCodeSource());
            Path classes = Path.of(own.getLocation().toURI());
            return Objects.requireNonNull(
                    root.resolve("experiments/cli").relativize(classes).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ModuleDescriptor read(Path moduleInfo) {
        try (InputStream in = Files.newInputStream(moduleInfo)) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
