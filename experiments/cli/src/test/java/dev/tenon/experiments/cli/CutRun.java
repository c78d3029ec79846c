package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.tenon.experiments.inject.RunnerModule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A run on one thread that is interrupted at a chosen moment. */
final class CutRun {

    private CutRun() {}

    /**
     * Runs an experiment until the clock is asked for the n-th time: it is asked at the beginning, and before and after each trial.
     *
     * @return the run folder
     */
    static Path of(Path file, Path out, int nth) {
        Module module = Modules.override(new RunnerModule()).with(clock(nth, Thread.currentThread()::interrupt));
        Cli cli = Cli.run(module, "run", file, "--out", out, "--threads", 1, "-q");
        assertTrue(Thread.interrupted());
        assertEquals(Exit.INTERRUPTED, cli.code(), cli.err());
        return out;
    }

    /** A clock that does something when it is asked for the n-th time. */
    static Module clock(int nth, Runnable then) {
        Clock clock = new Clock() {
            private int asked;

            @Override
            public synchronized Instant instant() {
                if (++asked == nth) {
                    then.run();
                }
                return Instant.EPOCH;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(Clock.class).toInstance(clock);
            }
        };
    }
}
