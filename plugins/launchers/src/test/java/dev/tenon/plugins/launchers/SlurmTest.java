package dev.tenon.plugins.launchers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.launch.LaunchException;
import dev.tenon.api.launch.LaunchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for Slurm. That it is followed, the command line's tests try with stand-ins for Slurm's commands. */
final class SlurmTest {

    @TempDir
    private Path folder;

    private static Slurm.Settings settings(String... options) {
        return new Slurm.Settings(
                Optional.of("short"),
                Optional.of("2:00:00"),
                4,
                Optional.of("8G"),
                Optional.of(10),
                List.of(options),
                1);
    }

    private record Scope(Path folder, boolean dryRun, List<String> said) implements LaunchScope {

        @Override
        public String name() {
            return "digits-1";
        }

        @Override
        public int shards() {
            return 9;
        }

        @Override
        public List<String> command(int shard) {
            return List.of("false");
        }

        @Override
        public Path script() {
            return Path.of("/work/o'clock/shard.sh");
        }

        @Override
        public int attempts() {
            return 2;
        }

        @Override
        public boolean done(int shard) {
            return shard == 4;
        }

        @Override
        public void say(String line) {
            said.add(line);
        }
    }

    @Test
    void theScriptAsksForWhatTheSettingsSay() {
        String script = Slurm.script(new Scope(Path.of("/work"), false, List.of()), settings("--account=lab"));
        assertEquals("""
                #!/bin/sh
                #SBATCH --job-name=digits-1
                #SBATCH --output=/work/shard-%a.log
                #SBATCH --open-mode=append
                #SBATCH --cpus-per-task=4
                #SBATCH --partition=short
                #SBATCH --time=2:00:00
                #SBATCH --mem=8G
                #SBATCH --account=lab
                JDK_JAVA_OPTIONS="${JDK_JAVA_OPTIONS:-} -XX:ActiveProcessorCount=4"
                export JDK_JAVA_OPTIONS
                exec sh '/work/o'\\''clock/shard.sh' "$SLURM_ARRAY_TASK_ID"
                """, script);
    }

    @Test
    void aDryRunSaysHowToSubmitWhatIsMissing() throws Exception {
        List<String> said = new java.util.ArrayList<>();
        new Slurm().launch(new Scope(folder, true, said), settings());
        Path script = folder.resolve("job.sh");
        assertEquals(
                List.of("wrote " + script + "; submit it with: sbatch --parsable --array=1-3,5-9%10 " + script), said);
        assertTrue(Files.readString(script).startsWith("#!/bin/sh\n#SBATCH"));
    }

    @Test
    void withoutSlurmItSaysWhatToDo() {
        boolean installed = Files.exists(Path.of("/usr/bin/sbatch"));
        if (!installed) {
            LaunchException e = assertThrows(
                    LaunchException.class,
                    () -> new Slurm().launch(new Scope(folder, false, new java.util.ArrayList<>()), settings()));
            assertTrue(
                    String.valueOf(e.getMessage()).contains("run Tenon on a machine that submits jobs to Slurm"),
                    e.getMessage());
        }
    }

    @Test
    void numbersInRuns() {
        assertEquals("1-3,5,7-8", Slurm.ranges(List.of(1, 2, 3, 5, 7, 8)));
        assertEquals("2", Slurm.ranges(List.of(2)));
    }

    @Test
    void whatIsNoOptionIsRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> settings("account=lab"));
        assertEquals("options are those of sbatch, such as --account=lab, not \"account=lab\"", e.getMessage());
    }
}
