package dev.tenon.plugins.launchers;

import dev.tenon.api.launch.LaunchException;
import dev.tenon.api.launch.LaunchScope;
import dev.tenon.api.launch.Launcher;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An application of <a href="https://spark.apache.org">Apache Spark</a>, a task for each shard, which it starts as a process; see {@link
 * SparkShards}. Spark starts the tasks of an executor that it lost again, and this launcher the shards that are not done in the end.
 */
@Type("spark")
@Describe("Computes shards as tasks of Apache Spark, by spark-submit.")
public final class Spark implements Launcher<Spark.Settings> {

    /** What spark-submit is told. */
    public record Settings(
            @Describe("options of spark-submit, such as [--master=yarn, --num-executors=16]") @Default("[]")
            List<String> options,

            @Describe("processors of a task") @Default("1") @Range(min = 1)
            int cpus,

            @Describe("the command (default: bin/spark-submit in SPARK_HOME, or spark-submit)")
            Optional<String> command) {

        public Settings {
            for (String option : options) {
                if (!option.startsWith("-")) {
                    throw new IllegalArgumentException(
                            "options are those of spark-submit, such as --master=yarn, not \"" + option + "\"");
                }
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean launch(LaunchScope scope, Settings settings) throws InterruptedException {
        Path script = scope.folder().resolve("task.sh");
        BatchCommands.write(script, script(scope, settings));
        List<String> missing = missing(scope);
        if (scope.dryRun()) {
            scope.say("wrote " + script + "; submit it with: "
                    + String.join(" ", submission(scope, script, missing, settings)));
            return false;
        }
        Path log = scope.folder().resolve("spark.log");
        for (int attempt = 1; attempt <= scope.attempts() && !missing.isEmpty(); attempt++) {
            scope.say("submitted " + missing.size() + (missing.size() == 1 ? " task" : " tasks")
                    + " to Spark, whose log is " + log);
            int code = submit(submission(scope, script, missing, settings), log);
            missing = missing(scope);
            if (!missing.isEmpty()) {
                scope.say("spark-submit ended with exit code " + code + " before the trials of shard "
                        + missing.getFirst() + " had (" + scope.folder().resolve("shard-" + missing.getFirst() + ".log")
                        + ")");
            }
        }
        return true;
    }

    private static List<String> missing(LaunchScope scope) {
        return IntStream.rangeClosed(1, scope.shards())
                .filter(shard -> !scope.done(shard))
                .mapToObj(Integer::toString)
                .toList();
    }

    /**
     * What a task runs: it reads the number of its shard. An executor that is killed does not end what it has started, which would
     * then keep the shard's folder from the task that comes in its place.
     */
    static String script(LaunchScope scope, Settings settings) {
        return """
                #!/bin/sh
                read -r shard
                JDK_JAVA_OPTIONS="${JDK_JAVA_OPTIONS:-} -XX:ActiveProcessorCount=%d"
                export JDK_JAVA_OPTIONS
                sh %s "$shard" >>%s"$shard.log" 2>&1 &
                child=$!
                trap 'kill $child' TERM
                executor=$PPID
                (while kill -0 $executor && kill -0 $child; do sleep 1; done; kill $child) >/dev/null 2>&1 &
                wait $child
                exit 0 # Whether the shard is done is seen in its folder.
                """.formatted(
                        settings.cpus(),
                        BatchCommands.quoted(scope.script().toString()),
                        BatchCommands.quoted(scope.folder().resolve("shard-").toString()));
    }

    private static List<String> submission(LaunchScope scope, Path script, List<String> shards, Settings settings) {
        List<String> command = new ArrayList<>();
        command.add(settings.command()
                .or(() -> Optional.ofNullable(System.getenv("SPARK_HOME"))
                        .map(home -> Path.of(home, "bin", "spark-submit").toString()))
                .orElse("spark-submit"));
        command.add("--name=" + scope.name());
        command.add("--conf=spark.task.cpus=" + settings.cpus());
        command.addAll(settings.options());
        command.add("--class=" + SparkShards.class.getName());
        command.add(jar().toString());
        command.add(script.toString());
        command.addAll(shards);
        return command;
    }

    private static Path jar() {
        try {
            return Path.of(Spark.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new LaunchException("the location of Tenon's launchers is not a file: " + e.getMessage(), e);
        }
    }

    private static int submit(List<String> command, Path log) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new LaunchException(
                    command.getFirst() + " cannot be run: " + e.getMessage()
                            + "; run Tenon where Spark is installed, and set SPARK_HOME to its folder",
                    e);
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            throw e;
        }
    }
}
