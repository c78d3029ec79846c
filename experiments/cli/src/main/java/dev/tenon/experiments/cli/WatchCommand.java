package dev.tenon.experiments.cli;

import dev.tenon.experiments.record.ProgressReader;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.RunReader;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows the progress of a run that another process writes, here or on a machine with the same disk.",
            "That is trials, time left, and the losses of the running trials. Ends when the run does. On a terminal it redraws a",
            "line; otherwise it prints a few plain lines now and then. Nothing is written to the run."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon watch runs/digits-1", "  tenon watch runs/digits-1 --once"})
final class WatchCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration TELL = Duration.ofSeconds(10);
    private static final int SHOWN = 8;
    private static final int CURVE = 30;

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(names = "--once", description = "Print the current state and exit.")
    private boolean once;

    @Inject
    private Console console;

    @Inject
    private Clock clock;

    @Override
    public Integer call() throws InterruptedException {
        if (!RunFolder.isRun(run) && !RunFolder.isUnfinished(run)) {
            RunReader.open(run); // Says what it is instead.
        }
        ProgressReader reader = new ProgressReader(run);
        WatchedRun watched = new WatchedRun();
        Instant told = Instant.EPOCH;
        String drawn = "";
        while (true) {
            // Asked before the rows are read: what a process wrote before its end is then seen.
            boolean ended = RunFolder.isRun(run) || !RunFolder.isHeld(run);
            List<ProgressReader.Row> rows = reader.more();
            rows.forEach(watched::add);
            boolean changed = !rows.isEmpty() && watched.isBegun();
            if (console.errTerminal() && changed && !once) {
                List<String> curves = watched.curves(CURVE, console.unicode());
                drawn = watched.summary() + (curves.isEmpty() ? "" : "  " + curves.getLast());
                int width = console.width() - 1;
                console.draw(drawn.length() <= width ? drawn : drawn.substring(0, width));
            } else if (watched.isBegun()
                    && (once || ended || Duration.between(told, clock.instant()).compareTo(TELL) >= 0)) {
                told = clock.instant();
                lines(watched).forEach(console.out()::println);
                console.out().flush();
            }
            if (ended || once) {
                break;
            }
            Thread.sleep(LOOK);
        }
        if (!drawn.isEmpty()) {
            console.draw("");
        }
        if (RunFolder.isRun(run)) {
            console.out()
                    .println(run + ": has finished, sha256 "
                            + RunReader.manifest(run).sha256().substring(0, 16) + "…");
        } else if (!RunFolder.isHeld(run)) {
            console.out().println(run + ": no process writes to it: " + RunFolder.why(run));
        }
        return Exit.OK;
    }

    private List<String> lines(WatchedRun watched) {
        List<String> lines = new java.util.ArrayList<>();
        lines.add(watched.summary());
        List<String> curves = watched.curves(CURVE, console.unicode());
        curves.stream().limit(SHOWN).forEach(line -> lines.add("  " + line));
        if (curves.size() > SHOWN) {
            lines.add("  and " + (curves.size() - SHOWN) + " more");
        }
        return lines;
    }
}
