package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Shards that a launcher starts, of which some die, become the run of one machine. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no sh")
final class LaunchTest {

    private static final String EXPERIMENT = """
            experiment: launched
            data: {digits: {type: uci-digits}}
            defaults: {data: digits, train: {steps: STEPS, batch: 16, loss: softmax-cross-entropy, optimizer: sgd}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              mlp: {layers: [flatten, {type: dense, units: 8, activation: relu}, {type: dense, units: 10}]}
            design: {seeds: 3}
            """;

    /** Starts each task of an array as a process of its own; of the first job the first task never runs, as where its node is lost. */
    private static final String SBATCH = """
            #!/bin/sh
            here=$(dirname "$0")
            for word; do case $word in --array=*) list=${word#--array=} ;; esac; script=$word; done
            job=$(($(cat "$here/jobs" 2>/dev/null || echo 0) + 1))
            echo $job >"$here/jobs"
            : >"$here/tasks-$job"
            for range in $(echo "${list%%%*}" | tr , ' '); do
              task=${range%-*}
              while [ "$task" -le "${range#*-}" ]; do
                if [ "$job/$task" != 1/1 ]; then
                  SLURM_ARRAY_TASK_ID=$task sh "$script" >>"$here/task-$task.log" 2>&1 </dev/null &
                  echo $! >>"$here/tasks-$job"
                fi
                task=$((task + 1))
              done
            done
            echo "$list" >>"$here/arrays"
            echo $job
            """;

    private static final String SQUEUE = """
            #!/bin/sh
            here=$(dirname "$0")
            for word; do case $word in --jobs=*) job=${word#--jobs=} ;; esac; done
            for task in $(cat "$here/tasks-$job"); do
              state=$(cut -d' ' -f3 "/proc/$task/stat" 2>/dev/null)
              case $state in '' | Z) ;; *) echo "${job}_$task" ;; esac
            done
            """;

    @TempDir
    private Path folder;

    private Path file(int steps) throws IOException {
        return Files.writeString(folder.resolve("launched.yaml"), EXPERIMENT.replace("STEPS", "" + steps));
    }

    private Path errors() {
        return folder.resolve("err.txt");
    }

    private Process start(Map<String, String> environment, Object... args) throws IOException {
        List<Object> all = new ArrayList<>(List.of(args));
        return OwnProcess.tenon(
                environment,
                folder,
                errors(),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"),
                all.toArray());
    }

    private String whole(Path file) throws IOException {
        Cli whole = Cli.run("run", file, "--out", folder.resolve("whole"), "-q");
        assertEquals(Exit.OK, whole.code(), whole.err());
        return Files.readString(folder.resolve("whole/manifest.json"));
    }

    @Test
    void processesOnThisMachineOneOfWhichIsKilled() throws IOException, InterruptedException {
        Path file = file(4000);
        Path run = folder.resolve("it's a run");
        Process process = start(
                Map.of(),
                "run",
                file,
                "--out",
                run,
                "--launcher",
                "{type: local, at-once: 2}",
                "--shards",
                3,
                "--threads=1");
        try {
            Path begun = folder.resolve("it's a run-shards/shard-2/begun.json");
            while (process.isAlive() && !Files.exists(begun)) {
                Thread.sleep(5);
            }
            // Which of the two it is, the system does not say of a command line as long as theirs.
            ProcessHandle shard =
                    process.descendants().findFirst().orElseThrow(() -> new AssertionError("no process of a shard"));
            assertTrue(shard.destroyForcibly());
            assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        } finally {
            process.destroy();
        }
        String said = Files.readString(errors());
        assertEquals(Exit.OK, process.exitValue(), said);
        assertTrue(
                said.matches(
                        "(?s).*shard [12] ended with exit code 137 before its trials had \\(.*; it is started again\n.*"),
                said);
        assertEquals(whole(file), Files.readString(run.resolve("manifest.json")));
    }

    @Test
    void anArrayJobOfSlurmOneOfWhoseTasksIsLost() throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (Map.Entry<String, String> command : Map.of("sbatch", SBATCH, "squeue", SQUEUE, "scancel", "#!/bin/sh\n")
                .entrySet()) {
            Path script = Files.writeString(bin.resolve(command.getKey()), command.getValue());
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path file = file(20);
        Path run = folder.resolve("run");
        Process process = start(
                Map.of("PATH", bin + ":" + System.getenv("PATH")),
                "run",
                file,
                "--out=" + run,
                "--launcher={type: slurm, poll: 1, options: [--account=lab]}",
                "--shards",
                2);
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        } finally {
            process.destroy();
        }
        String said = Files.readString(errors());
        assertEquals(Exit.OK, process.exitValue(), said);
        assertTrue(said.contains("submitted job 1, 2 tasks: squeue --jobs=1"), said);
        assertTrue(said.contains("1 task of job 1 ended before their trials had"), said);
        assertEquals(List.of("1-2", "1"), Files.readAllLines(bin.resolve("arrays")));
        assertEquals(whole(file), Files.readString(run.resolve("manifest.json")));
    }

    @Test
    void aDryRunWritesWhatWouldBeStarted() throws IOException {
        Path run = folder.resolve("run");
        Cli slurm = Cli.run(
                "run",
                file(4),
                "--out",
                run,
                "--launcher",
                "slurm",
                "--shards",
                3,
                "--dry-run",
                "--set",
                "train.steps=5");
        assertEquals(Exit.OK, slurm.code(), slurm.err());
        Path shards = folder.resolve("run-shards");
        assertTrue(slurm.err().contains("submit it with: sbatch --parsable --array=1-3 " + shards.resolve("job.sh")));
        String script = Files.readString(shards.resolve("shard.sh"));
        assertTrue(
                script.contains(" 'run' ") && script.contains(" '--set' 'train.steps=5' --shard \"$1/3\" --out '"),
                script);
        assertFalse(script.contains("slurm") || script.contains("dry-run"), script);
        Cli kubernetes = Cli.run(
                "run",
                file(4),
                "--out",
                folder.resolve("pods"),
                "--launcher",
                "{type: kubernetes, image: tenon, claim: work, mount: " + folder + "}",
                "--shards",
                2);
        assertEquals(Exit.OK, kubernetes.code(), kubernetes.err());
        assertTrue(Files.readString(folder.resolve("pods-shards/job.yaml")).contains("completionMode: Indexed"));
        assertFalse(Files.exists(run));
        Cli other = Cli.run("run", file(4), "--out", run, "--launcher", "slurm", "--shards", 2, "--dry-run");
        assertEquals(Exit.USAGE, other.code());
        assertTrue(other.err().contains("run-shards: has the shards of another run"), other.err());
    }

    @Test
    void whatCannotBeLaunchedIsRefused() throws IOException {
        Path file = file(4);
        Path out = folder.resolve("run");
        refused("--launcher needs --shards", "run", file, "--launcher", "local", "--out", out);
        refused("--launcher needs --out", "run", file, "--launcher", "local", "--shards", 2);
        refused("--shards needs --launcher", "run", file, "--shards", 2);
        refused("--dry-run needs --launcher", "run", file, "--dry-run");
        refused("--or-resume needs --out", "run", file, "--or-resume");
        refused("--attempts is at least 1, not 0", "run", file, "--launcher", "local", "--shards", 2, "--attempts", 0);
        refused(
                "cannot be combined with --only or --shard",
                "run",
                file,
                "--launcher",
                "local",
                "--shards",
                2,
                "--out",
                out,
                "--shard",
                "1/2");
        refused(
                "no launcher \"slum\"; did you mean \"slurm\"?",
                "run",
                file,
                "--launcher",
                "slum",
                "--shards",
                2,
                "--out",
                out);
        refused(
                "launcher slurm has no setting \"partitoin\"; did you mean \"partition\"?",
                "run",
                file,
                "--launcher",
                "{type: slurm, partitoin: x}",
                "--shards",
                2,
                "--out",
                out);
        refused(
                "the run has only one part",
                "run",
                file,
                "--launcher",
                "local",
                "--shards",
                2,
                "--out",
                out,
                "--seeds",
                1);
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(folder.resolve("run-shards")));
    }

    private static void refused(String message, Object... args) {
        Cli cli = Cli.run(args);
        assertEquals(Exit.USAGE, cli.code(), cli.err());
        assertTrue(cli.err().contains(message), cli.err());
    }
}
