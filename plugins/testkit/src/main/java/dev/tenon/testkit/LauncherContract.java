package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.launch.LaunchScope;
import dev.tenon.api.launch.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every launcher must do. A launcher's test extends it, and names the launcher, settings that work where the test runs, and
 * mistakes that users will make. Needs {@code sh}.
 *
 * <p>Checked with shards that are small scripts: that each is started and waited for, those that are done already are not started, one
 * that ends without being done is started again and no more often than it may, one that never is done does not keep the others, and a
 * dry run starts nothing. Of a launcher that only writes down how to start shards: that it starts none, and says so. And of
 * the class: its name, its constructor, its descriptions.
 *
 * @since 0.2
 */
public abstract class LauncherContract {

    private static final int SHARDS = 4;

    @TempDir
    private Path folder;

    /** For subclasses. */
    protected LauncherContract() {}

    /** The launcher under test. */
    protected abstract Launcher<?> launcher();

    /**
     * Settings that work.
     *
     * @param shared the folder that all is in
     */
    protected abstract Record settings(Path shared);

    /** Whether it starts shards and waits for them, rather than write down how to. */
    protected boolean starts() {
        return true;
    }

    /** What must be refused, and in which words. */
    protected abstract List<Mistake> mistakes();

    /** Shards that each write a line to a file of their own when they are started, and are done when they have written so many. */
    private final class Shards implements LaunchScope {

        private final int[] needed;
        private final boolean dry;
        private final List<String> said = Collections.synchronizedList(new ArrayList<>());

        Shards(boolean dry, int... needed) {
            this.dry = dry;
            this.needed = needed;
            try {
                Files.writeString(
                        script(),
                        "cd \"$(dirname \"$0\")\" && echo started >>\"starts-$1\" && echo \"shard $1 says so\" && exit 7\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<Integer> starts() {
            return IntStream.rangeClosed(1, shards()).map(this::starts).boxed().toList();
        }

        private int starts(int shard) {
            Path file = folder.resolve("starts-" + shard);
            try {
                return Files.exists(file) ? Files.readAllLines(file).size() : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String name() {
            return "contract-1";
        }

        @Override
        public int shards() {
            return needed.length;
        }

        @Override
        public List<String> command(int shard) {
            return List.of("sh", script().toString(), Integer.toString(shard));
        }

        @Override
        public Path script() {
            return folder.resolve("it's a shard.sh");
        }

        @Override
        public Path folder() {
            return folder;
        }

        @Override
        public int attempts() {
            return 3;
        }

        @Override
        public boolean dryRun() {
            return dry;
        }

        @Override
        public boolean done(int shard) {
            return starts(shard) >= needed[shard - 1];
        }

        @Override
        public void say(String line) {
            said.add(line);
        }
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(launcher());
    }

    @Test
    final void mistakesAreRefused() {
        mistakes().forEach(Mistake::check);
    }

    @Test
    final void shardsAreStartedUntilTheyAreDone() throws InterruptedException {
        Shards shards = new Shards(false, 1, 0, 2, 1);
        assertEquals(starts(), launch(shards));
        assertEquals(starts() ? List.of(1, 0, 2, 1) : Collections.nCopies(SHARDS, 0), shards.starts());
        assertOneLineEach(shards);
        assertTrue(starts() || !shards.said.isEmpty(), "it says what is to be done");
    }

    @Test
    final void aShardThatIsNeverDoneIsGivenUp() throws InterruptedException {
        Shards shards = new Shards(false, 1, 100, 1);
        assertEquals(starts(), launch(shards), "the caller looks which are done");
        assertEquals(starts() ? List.of(1, 3, 1) : List.of(0, 0, 0), shards.starts());
        assertOneLineEach(shards);
        assertTrue(shards.said.stream().anyMatch(line -> !starts() || line.contains("2") || line.contains("given up")));
    }

    @Test
    final void aDryRunStartsNothing() throws InterruptedException {
        Shards shards = new Shards(true, 1, 1);
        assertFalse(launch(shards));
        assertEquals(List.of(0, 0), shards.starts());
        assertFalse(shards.said.isEmpty(), "it says what it would start");
        assertOneLineEach(shards);
    }

    private static void assertOneLineEach(Shards shards) {
        assertTrue(shards.said.stream().noneMatch(line -> line.contains("\n")), shards.said::toString);
    }

    private boolean launch(Shards shards) throws InterruptedException {
        return launch(launcher(), shards, settings(folder));
    }

    @SuppressWarnings("unchecked") // settings of another record fail here, in the test that gave them
    private static <S extends Record> boolean launch(Launcher<S> launcher, Shards shards, Record settings)
            throws InterruptedException {
        return launcher.launch(shards, (S) settings);
    }
}
