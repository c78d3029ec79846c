package dev.tenon.experiments.record;

import dev.tenon.experiments.plugin.Plugin;
import dev.tenon.experiments.plugin.PluginJar;
import dev.tenon.experiments.record.Inputs.ModuleInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The jars of plugins that an experiment is to run with. A finished run is one: its {@code inputs.json} has the same list.
 *
 * @param where it is from, for messages
 * @param plugins each jar with its digest
 */
public record PluginLock(Path where, List<ModuleInput> plugins) {

    /**
     * Reads a lock.
     *
     * @param path a lock file, or the folder of a run
     * @throws BundleException if it is neither
     */
    public static PluginLock read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(Inputs.FILE) : path;
        if (!Files.isRegularFile(file)) {
            throw new BundleException(path
                    + (file.equals(path)
                            ? ": there is no such file"
                            : ": is not a run folder: it has no " + Inputs.FILE)
                    + "; a lock is what `tenon lock` writes, or the folder of a run");
        }
        try {
            return new PluginLock(path, Inputs.plugins(Json.parse(file.toString(), Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** What a lock file says. */
    public static String text(List<ModuleInput> plugins) {
        ObjectNode root = Json.object();
        Inputs.put(root.putArray("plugins"), plugins);
        return Json.pretty(root);
    }

    /** Why a plugin is not to be loaded; empty if all its jars are the recorded ones. */
    public Optional<String> refusal(Plugin plugin) {
        return plugin.jars().stream().flatMap(jar -> refusal(jar).stream()).findFirst();
    }

    private Optional<String> refusal(PluginJar jar) {
        List<ModuleInput> recorded = plugins.stream()
                .filter(module -> module.name().equals(jar.name()))
                .toList();
        if (recorded.isEmpty()) {
            return Optional.of(jar + " is not locked: " + where + " records no module " + jar.name()
                    + "; write the lock again if you mean to use it");
        }
        Optional<String> digest = Optional.of(jar.sha256());
        return recorded.stream().anyMatch(module -> module.sha256().equals(digest))
                ? Optional.empty()
                : Optional.of(
                        jar + " is not the jar that " + where + " records for module " + jar.name()
                                + ": its SHA-256 is " + jar.sha256() + ", and "
                                + recorded.getFirst().sha256().orElse("none")
                                + " is recorded; put the recorded jar back, or write the lock again if you mean to use this one");
    }
}
