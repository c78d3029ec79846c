package dev.tenon.plugins.launchers;

import dev.tenon.api.launch.Launcher;
import dev.tenon.testkit.LauncherContract;
import dev.tenon.testkit.Mistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Each launcher keeps the suite; Slurm's where it is installed, or stood in for, is tried in {@link SlurmTest}. */
final class LauncherContractTest {

    @Nested
    final class LocalTest extends LauncherContract {
        @Override
        protected Launcher<?> launcher() {
            return new Local();
        }

        @Override
        protected Record settings(Path shared) {
            return new Local.Settings(Optional.of(2));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(); // @Range refuses what is wrong
        }
    }

    /** With a stand-in that does what is asked of Spark: a line with its number for each task. */
    @Nested
    final class SparkTest extends LauncherContract {
        @Override
        protected Launcher<?> launcher() {
            return new Spark();
        }

        @Override
        protected Record settings(Path shared) {
            try {
                Path command = Files.writeString(shared.resolve("spark-submit"), """
                        #!/bin/sh
                        set -e
                        while [ "${1#--}" != "$1" ]; do options="$options $1"; shift; done
                        [ "$options" = " --name=contract-1 --conf=spark.task.cpus=2 --master=yarn \
                        --class=dev.tenon.plugins.launchers.SparkShards" ]
                        shift # the jar
                        script=$1
                        shift
                        for shard; do echo "$shard" | sh "$script"; done
                        """);
                Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
                return new Spark.Settings(List.of("--master=yarn"), 2, Optional.of(command.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(Mistake.of(
                    "no option",
                    () -> new Spark.Settings(List.of("master=yarn"), 1, Optional.empty()),
                    "options are those of spark-submit",
                    "master=yarn"));
        }
    }

    @Nested
    final class KubernetesTest extends LauncherContract {
        @Override
        protected Launcher<?> launcher() {
            return new Kubernetes();
        }

        @Override
        protected Record settings(Path shared) {
            return new Kubernetes.Settings(
                    "tenon:0.2", "work", shared, Optional.of("lab"), "2", "4Gi", Optional.empty());
        }

        @Override
        protected boolean starts() {
            return false;
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(Mistake.of(
                    "a relative mount",
                    () -> new Kubernetes.Settings(
                            "tenon", "work", Path.of("work"), Optional.empty(), "1", "2Gi", Optional.empty()),
                    "absolute path",
                    "not work"));
        }
    }
}
