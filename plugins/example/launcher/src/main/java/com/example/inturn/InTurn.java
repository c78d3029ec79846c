package com.example.inturn;

import module dev.tenon.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts a process for each shard, one after the other. On the command line: {@code --launcher in-turn --shards 4}. */
@Type("in-turn")
@Describe("Computes shards on this machine, one after the other.")
public final class InTurn implements Launcher<InTurn.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("A command before that of each shard, such as nice.") @Default("[]") List<String> before) {}

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
        for (int shard = 1; shard <= scope.shards(); shard++) {
            for (int start = 1; start <= scope.attempts() && !scope.done(shard); start++) {
                int code = run(scope, shard, settings);
                if (!scope.done(shard)) {
                    scope.say("shard " + shard + " ended with exit code " + code + " before its trials had");
                }
            }
        }
        return true;
    }

    private static int run(LaunchScope scope, int shard, Settings settings) throws InterruptedException {
        List<String> command = new ArrayList<>(settings.before());
        command.addAll(scope.command(shard));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        var log = scope.folder().resolve("shard-" + shard + ".log").toFile();
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new LaunchException("shard " + shard + " cannot be started: " + e.getMessage(), e);
        }
        try {
            return process.waitFor();
        } finally {
            process.destroy(); // What was interrupted takes its process along.
        }
    }
}
