package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The experiments, or the networks to measure, that ship: the files of a folder, named without {@code .yaml}. */
final class Catalog {

    private static final String NETWORKS = "bench";

    private static final String SUFFIX = ".yaml";

    private final Optional<Path> folder;
    private final String noun;
    private final String remedy;

    /** The experiments of a folder. */
    Catalog(Optional<Path> folder) {
        this(folder, "experiment", "`tenon catalog` lists all");
    }

    private Catalog(Optional<Path> folder, String noun, String remedy) {
        this.folder = folder;
        this.noun = noun;
        this.remedy = remedy;
    }

    /** The networks that ship for `tenon bench`. */
    Catalog networks() {
        return new Catalog(
                folder.map(all -> all.resolve(NETWORKS)).filter(Files::isDirectory),
                "network",
                "`tenon bench --help` lists all");
    }

    /** That of the installation: {@code catalog} beside {@code lib}, or, run from classes, that of the sources. */
    static Catalog installed() {
        CodeSource source = Catalog.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return new Catalog(Optional.empty());
        }
        try {
            Path code = Path.of(source.getLocation().toURI());
            return new Catalog(Stream.of("../../catalog", "../../../catalog", "../../../../catalog")
                    .map(code::resolve)
                    .map(Path::normalize)
                    .filter(Files::isDirectory)
                    .findFirst());
        } catch (URISyntaxException e) {
            return new Catalog(Optional.empty());
        }
    }

    /** All names, in alphabetical order. */
    List<String> names() {
        if (folder.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file of a name.
     *
     * @throws UsageException if there is none
     */
    Path file(String name) {
        return find(name)
                .orElseThrow(() -> new UsageException("no " + noun + " \"" + name + "\" comes with Tenon"
                        + Suggestions.hintAndList(name, names(), "There are", remedy)));
    }

    /**
     * The file that a user means: a path, or a name of the catalog.
     *
     * @throws UsageException if there is neither
     */
    Path resolve(String pathOrName) {
        if (pathOrName.isBlank()) {
            throw new UsageException("\"" + pathOrName + "\" names no " + noun + "; is a variable not set?");
        }
        Path path = Path.of(pathOrName);
        if (Files.exists(path)) {
            return path;
        }
        Optional<Path> shipped = find(pathOrName);
        if (shipped.isPresent()) {
            return shipped.get();
        }
        boolean looksLikePath = pathOrName.contains("/") || pathOrName.contains(SUFFIX) || pathOrName.contains("\\");
        if (looksLikePath) {
            return path; // The reader says what is wrong with it, and names the nearest file.
        }
        throw new UsageException("there is no file \"" + pathOrName + "\", and no " + noun
                + " of that name comes with Tenon" + Suggestions.hintAndList(pathOrName, names(), "There are", remedy));
    }

    private Optional<Path> find(String name) {
        return folder.filter(all -> names().contains(name)).map(all -> all.resolve(name + SUFFIX));
    }
}
