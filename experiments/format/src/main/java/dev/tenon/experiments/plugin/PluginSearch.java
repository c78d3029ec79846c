package dev.tenon.experiments.plugin;

import dev.tenon.experiments.digest.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the plugins in the places where they may be. What is wrong with one of them does not touch the others. */
final class PluginSearch {

    /** Far above any jar of code, and what is read in a few seconds: the bytes of each are digested. */
    private static final long MOST_BYTES = 1L << 30;

    private final PluginPath path;
    private final Set<Path> seen = new LinkedHashSet<>();
    private final List<Plugin> plugins = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private PluginSearch(PluginPath path) {
        this.path = path;
    }

    /**
     * What was found.
     *
     * @param plugins that can be used, in the order of the places and then of their file names
     * @param failures a line for each that cannot
     */
    record Result(List<Plugin> plugins, List<String> failures) {}

    static Result of(PluginPath path) {
        PluginSearch search = new PluginSearch(path);
        path.places().forEach(search::place);
        return new Result(List.copyOf(search.plugins), List.copyOf(search.failures));
    }

    private void place(PluginPath.Place place) {
        try {
            if (Files.isDirectory(place.path())) {
                for (Path entry : entries(place.path())) {
                    entry(entry, place.path());
                }
            } else if (Files.isRegularFile(place.path()) && isJar(place.path())) {
                entry(
                        place.path(),
                        Optional.ofNullable(place.path().toAbsolutePath().getParent())
                                .orElseThrow());
            } else {
                place.wanted()
                        .ifPresent(by -> failures.add(by + " names " + place.path() + ", which is "
                                + (Files.exists(place.path()) ? "no folder and no jar" : "not there")
                                + "; name a folder of plugins, or a jar"));
            }
        } catch (IOException | UncheckedIOException e) {
            failures.add(place.path() + " cannot be looked through: " + e.getMessage() + "; change its permissions");
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isJar(Path path) {
        return path.toString().endsWith(".jar");
    }

    /** One jar, or one folder of jars; other files are not for us. */
    private void entry(Path entry, Path root) throws IOException {
        try {
            if (Files.isDirectory(entry)) {
                if (seen.add(inside(entry, root))) {
                    folder(entry);
                }
            } else if (isJar(entry) && seen.add(inside(entry, root))) {
                PluginJar jar = jar(entry);
                Optional<Unusable> own = own(jar);
                if (own.isPresent()) {
                    throw own.get();
                }
                plugins.add(Plugin.of(entry, List.of(jar)));
            }
        } catch (Unusable e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private void folder(Path folder) throws Unusable, IOException {
        List<Path> files = entries(folder).stream().filter(PluginSearch::isJar).toList();
        if (files.isEmpty()) {
            throw new Unusable(folder, "it is a folder without a jar", "put the plugin's jar in it, or remove it");
        }
        List<PluginJar> jars = new ArrayList<>();
        for (Path file : files) {
            inside(file, folder);
            PluginJar jar = jar(file);
            // Who copies all dependencies copies the api too. The rest is as good without it.
            own(jar).ifPresentOrElse(line -> failures.add(String.valueOf(line.getMessage())), () -> jars.add(jar));
        }
        if (!jars.isEmpty()) {
            plugins.add(Plugin.of(folder, List.copyOf(jars)));
        }
    }

    private PluginJar jar(Path file) throws Unusable {
        if (!Files.isRegularFile(file)) {
            throw new Unusable(file, "it is not a regular file", "copy the jar itself there, or remove it");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Unusable(
                        file, "it has more than " + (MOST_BYTES >> 20) + " MiB", "leave out what is not code");
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (path.allowed().isPresent()) {
            String digest = digest(file);
            if (!path.allowed().get().contains(digest)) {
                throw new Unusable(
                        file,
                        "its SHA-256 " + digest + " is not one that --allow-plugins lists",
                        "add it there if you trust the jar");
            }
        }
        return PluginJar.read(file);
    }

    private static String digest(Path file) throws Unusable {
        try {
            return Digests.of(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Unusable unreadable(Path file, IOException e) {
        return new Unusable(file, "it cannot be read: " + e.getMessage(), "copy it there again");
    }

    /** What is wrong with a jar that would take the place of a module of Tenon or of Java. */
    private static Optional<Unusable> own(PluginJar jar) {
        String name = jar.name();
        boolean tenon = name.startsWith("dev.tenon.")
                && ModuleLayer.boot().findModule(name).isPresent();
        boolean java = ModuleFinder.ofSystem().find(name).isPresent();
        return tenon || java
                ? Optional.of(new Unusable(
                        jar.path(),
                        "it is " + (tenon ? "Tenon" : "Java") + "'s own module " + name,
                        "remove it: it is there already"))
                : Optional.empty();
    }

    /**
     * The real path of what is in a folder.
     *
     * @throws Unusable if it is a link that leads out of the folder, or nowhere
     */
    private static Path inside(Path entry, Path folder) throws Unusable {
        try {
            Path real = entry.toRealPath();
            if (real.startsWith(folder.toRealPath())) {
                return real;
            }
            throw new Unusable(
                    entry,
                    "it is a link out of its folder, to " + real,
                    "copy the jar itself there, or name its place with --plugins");
        } catch (IOException e) {
            throw new Unusable(
                    entry,
                    Files.isSymbolicLink(entry) ? "it is a broken link" : "it cannot be read: " + e.getMessage(),
                    "remove it, or copy the jar itself there");
        }
    }
}
