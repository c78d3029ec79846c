package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgressTest {

    private static final Plan PLAN =
            new PlanReader(Services.installed()).read(Path.of("../catalog/ten-from-one-and-zero.yaml"), List.of());

    private final StringWriter err = new StringWriter();

    private Console console(boolean terminal, boolean unicode) {
        return new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), terminal, false, unicode);
    }

    private static TrialId id(String arm, long seed) {
        return new TrialId(arm, Map.of(), seed);
    }

    private static TrialRecord ended(TrialId id, TrialRecord.Status status) {
        return new TrialRecord(id, status, "", List.of(), 0, Map.of(), TestPredictions.NONE);
    }

    /** A clock that stands still until it is moved. */
    private static final class Hands extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        void move(double seconds) {
            now = now.plusMillis((long) (seconds * 1000));
        }
    }

    @Test
    void aPipeGetsPlainLinesNowAndThen() {
        Hands clock = new Hands();
        try (ProgressDisplay progress = ProgressDisplay.on(console(false, true), PLAN, clock, true)) {
            progress.planned(4, DataInputs.NONE);
            for (int step = 1; step <= 100; step++) {
                clock.move(0.1);
                progress.progress(id("whole", 0), "main", step, 100, 0.5);
            }
            progress.trialFinished(ended(id("whole", 0), TrialRecord.Status.COMPLETED), Optional.empty());
            clock.move(4);
            progress.trialFinished(ended(id("whole", 1), TrialRecord.Status.DIVERGED), Optional.empty());
            clock.move(4);
            progress.trialFinished(ended(id("whole", 2), TrialRecord.Status.COMPLETED), Optional.empty());
            progress.trialFinished(ended(id("whole", 3), TrialRecord.Status.COMPLETED), Optional.empty());
        }
        assertEquals("""
                running 4 trials
                0/4 trials, 12 %, 0:35 left, whole loss 0.500
                0/4 trials, 25 %, 0:30 left, whole loss 0.500
                3/4 trials (1 failed), 75 %, 0:06 left, whole loss 0.500
                4/4 trials (1 failed) in 0:18
                """, err.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void stagesOfATrialShareItsPart() {
        ProgressCount count = new ProgressCount(PLAN);
        count.planned(2);
        count.step(id("composed", 0), "parts", 50, 100, 1e-5);
        assertEquals(0.125, count.fraction());
        assertEquals("composed loss 1.00e-05", count.loss());
        count.step(id("composed", 0), "main", 0, 100, 12345);
        assertEquals(0.25, count.fraction());
        assertEquals("composed loss 1.23e+04", count.loss());
        count.ended(ended(id("composed", 0), TrialRecord.Status.COMPLETED));
        assertEquals(0.5, count.fraction());
        assertEquals(
                "0:10",
                count.left(Duration.ofSeconds(10)).map(ProgressCount::clock).orElse(""));
        assertEquals("1:00:01", ProgressCount.clock(Duration.ofSeconds(3601)));
        assertEquals("1:00:00", ProgressCount.clock(Duration.ofMillis(3_599_600)));
    }

    @Test
    void aTerminalGetsOneLineThatIsTakenDown() {
        for (boolean unicode : new boolean[] {true, false}) {
            err.getBuffer().setLength(0);
            try (ProgressDisplay progress = ProgressDisplay.on(console(true, unicode), PLAN, Clock.systemUTC(), true)) {
                progress.planned(4, DataInputs.NONE);
                progress.trialFinished(ended(id("whole", 1), TrialRecord.Status.COMPLETED), Optional.empty());
                progress.progress(id("whole", 0), "main", 100, 100, 0.25);
            }
            String drawn = err.toString();
            assertFalse(drawn.contains("\n"), drawn);
            assertTrue(drawn.endsWith("\r\033[K"), drawn);
            assertTrue(drawn.contains("1/4 trials  " + (unicode ? "█████" : "#####")), drawn);
            assertTrue(drawn.contains("  50 %"), drawn);
            assertTrue(drawn.contains("whole loss 0.250"), drawn);
            for (String line : drawn.split("\r", -1)) {
                assertTrue(line.replace("\033[K", "").length() < 80, line);
            }
        }
    }

    @Test
    void whoWatchesTheLogGetsPlainLines() {
        try (ProgressDisplay progress = ProgressDisplay.on(console(true, true), PLAN, Clock.systemUTC(), false)) {
            progress.planned(1, DataInputs.NONE);
        }
        assertEquals("running 1 trial" + System.lineSeparator(), err.toString());
    }

    @Test
    void colourIsLeftOutWhereItIsNotWanted() {
        assertTrue(Console.wantsColour(Map.of("TERM", "xterm", "NO_COLOR", "")));
        assertFalse(Console.wantsColour(Map.of("TERM", "xterm", "NO_COLOR", "1")));
        assertFalse(Console.wantsColour(Map.of("TERM", "dumb")));
        new Console(new PrintWriter(err), new PrintWriter(err), true, false, true).error("plain\nwords");
        assertEquals("tenon: plain\n  words\n", err.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void nothingIsWrittenOnceTheProcessEnds() {
        Console console = console(false, true);
        console.note("a");
        console.mute();
        console.note("b");
        console.error("c");
        console.draw("d");
        assertEquals("a" + System.lineSeparator(), err.toString());
    }
}
