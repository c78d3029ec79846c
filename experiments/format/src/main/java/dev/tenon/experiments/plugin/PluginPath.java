package dev.tenon.experiments.plugin;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where plugins are looked for, and which of them may be used.
 *
 * @param places in the order they are looked at; a name that two of them offer is a mistake, so that the order decides
 *     nothing
 * @param allowed the SHA-256 digests of the only jars that may be loaded; empty where all may
 */
public record PluginPath(List<Place> places, Optional<List<String>> allowed) {

    /** The variable with further folders. */
    public static final String VARIABLE = "TENON_PLUGINS";

    /**
     * A folder of jars, and of folders with a jar and its dependencies; or one jar.
     *
     * @param path of the folder
     * @param wanted by whom, where it is a mistake that it is not there; empty where it need not be
     */
    public record Place(Path path, Optional<String> wanted) {}

    public PluginPath {
        places = List.copyOf(places);
        allowed = allowed.map(List::copyOf);
    }

    /** Nowhere: Tenon's own modules only. */
    public static PluginPath none() {
        return new PluginPath(List.of(), Optional.empty());
    }

    /**
     * The usual places: {@code plugins} beside the folder of Tenon's own jars, {@code .tenon/plugins} of the user, and what
     * {@value #VARIABLE} lists.
     *
     * @param tenon the jar of the running Tenon; empty where it is started from folders of classes
     */
    public static PluginPath usual(Optional<Path> tenon, String home, Map<String, String> environment) {
        List<Place> places = new ArrayList<>();
        tenon.filter(Files::isRegularFile)
                .flatMap(jar -> Optional.ofNullable(jar.getParent()))
                .map(lib -> lib.resolveSibling("plugins"))
                .ifPresent(folder -> places.add(new Place(folder, Optional.empty())));
        if (!home.isEmpty()) {
            places.add(new Place(Path.of(home, ".tenon", "plugins"), Optional.empty()));
        }
        for (String path : environment.getOrDefault(VARIABLE, "").split(File.pathSeparator, -1)) {
            if (!path.isBlank()) {
                try {
                    places.add(new Place(Path.of(path.strip()), Optional.of(VARIABLE)));
                } catch (InvalidPathException e) {
                    throw new PluginException(VARIABLE + " lists \"" + path + "\", which is not a path");
                }
            }
        }
        return new PluginPath(places, Optional.empty());
    }

    /** These places too. */
    public PluginPath and(List<Place> more) {
        List<Place> all = new ArrayList<>(places);
        all.addAll(more);
        return new PluginPath(all, allowed);
    }

    /** The same places, but only jars with these digests. */
    public PluginPath allowing(List<String> digests) {
        return new PluginPath(places, Optional.of(digests));
    }
}
