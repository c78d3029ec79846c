package dev.tenon.plugins.launchers;

import dev.tenon.api.launch.LaunchException;
import dev.tenon.api.launch.LaunchScope;
import dev.tenon.api.launch.Launcher;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Processes on this machine: what one of them breaks, by a lack of memory or a fault of a driver, the others do not feel. */
@Type("local")
@Describe("Computes shards as processes on this machine.")
public final class Local implements Launcher<Local.Settings> {

    private static final long POLL_MILLIS = 50;
    private static final long STOP_SECONDS = 10;

    /** How many. */
    public record Settings(
            @Describe("largest number of shards at a time (default: all)") @Range(min = 1)
            Optional<Integer> atOnce) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean launch(LaunchScope scope, Settings settings) throws InterruptedException {
        if (scope.dryRun()) {
            scope.say("would start, for each shard from 1 to " + scope.shards() + ": sh " + scope.script() + " SHARD");
            return false;
        }
        int side = Math.min(scope.shards(), settings.atOnce().orElse(scope.shards()));
        Queue<Integer> waiting = new ArrayDeque<>();
        for (int shard = 1; shard <= scope.shards(); shard++) {
            if (!scope.done(shard)) {
                waiting.add(shard);
            }
        }
        Map<Integer, Integer> starts = new HashMap<>();
        Map<Integer, Process> running = new LinkedHashMap<>();
        try {
            while (!waiting.isEmpty() || !running.isEmpty()) {
                while (running.size() < side && !waiting.isEmpty()) {
                    int shard = waiting.remove();
                    starts.merge(shard, 1, Integer::sum);
                    running.put(shard, start(scope, shard, side));
                }
                Thread.sleep(POLL_MILLIS);
                for (Map.Entry<Integer, Process> each : List.copyOf(running.entrySet())) {
                    if (each.getValue().isAlive()) {
                        continue;
                    }
                    int shard = each.getKey();
                    running.remove(shard);
                    ended(scope, shard, each.getValue().exitValue(), starts.getOrDefault(shard, 1), waiting);
                }
            }
        } finally {
            stop(running);
        }
        return true;
    }

    private static void ended(LaunchScope scope, int shard, int code, int starts, Queue<Integer> waiting) {
        if (scope.done(shard)) {
            return;
        }
        boolean again = starts < scope.attempts();
        scope.say("shard " + shard + " ended with exit code " + code + " before its trials had (" + log(scope, shard)
                + "); " + (again ? "it is started again" : "it is given up after " + starts + " starts"));
        if (again) {
            waiting.add(shard);
        }
    }

    private static Path log(LaunchScope scope, int shard) {
        return scope.folder().resolve("shard-" + shard + ".log");
    }

    /** Those that run side by side share the processors, which a JVM takes for its own otherwise. */
    private static Process start(LaunchScope scope, int shard, int side) {
        ProcessBuilder builder = new ProcessBuilder(scope.command(shard));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(log(scope, shard).toFile()));
        int processors = Math.max(1, Runtime.getRuntime().availableProcessors() / side);
        String earlier = builder.environment().getOrDefault("JDK_JAVA_OPTIONS", "");
        builder.environment().put("JDK_JAVA_OPTIONS", (earlier + " -XX:ActiveProcessorCount=" + processors).strip());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new LaunchException("shard " + shard + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static void stop(Map<Integer, Process> running) {
        running.values().forEach(Process::destroy);
        try {
            for (Process process : running.values()) {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            running.values().forEach(Process::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
