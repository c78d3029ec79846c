package dev.tenon.experiments.record;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where and when a run was made ({@code environment.json}). Informative: results do not depend on it, and it is never hashed.
 *
 * @param command the arguments as typed
 * @param folder of the experiment file: relative paths of data are seen from there
 * @param backend its name
 * @param devices what the backend ran on
 * @param threads processor threads used
 * @param started when
 * @param duration how long it took
 */
public record Environment(
        List<String> command,
        Path folder,
        String backend,
        List<String> devices,
        int threads,
        Instant started,
        Duration duration) {

    static final String FILE = "environment.json";

    String text() {
        ObjectNode root = Json.object();
        root.put("started", started.truncatedTo(ChronoUnit.SECONDS).toString());
        root.put("seconds", duration.toMillis() / 1000.0);
        command.forEach(root.putArray("command")::add);
        root.put("folder", folder.toString());
        Git.of(folder)
                .ifPresent(
                        git -> root.putObject("git").put("commit", git.commit()).put("dirty", git.dirty()));
        root.put("backend", backend);
        devices.forEach(root.putArray("devices")::add);
        root.put("threads", threads);
        root.put("java", Runtime.version().toString());
        root.put("vm", System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor"));
        root.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        root.put("architecture", System.getProperty("os.arch"));
        root.put("cpu", Machine.nameOfProcessor());
        root.put("cores", Runtime.getRuntime().availableProcessors());
        root.put("memory-mib", Runtime.getRuntime().maxMemory() >> 20);
        return Json.pretty(root);
    }
}
