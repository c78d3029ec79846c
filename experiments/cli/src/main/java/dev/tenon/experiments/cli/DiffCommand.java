package dev.tenon.experiments.cli;

import dev.tenon.experiments.record.RunDifference;
import dev.tenon.experiments.record.RunReader;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tenon diff}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows how two runs differ: experiment, code, data, and results to the bit.",
            "Exits with 0 if nothing differs, with 5 if anything does."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon diff runs/digits-1 runs/digits-2"})
final class DiffCommand implements Callable<Integer> {

    private static final int SHOWN = 20;

    @Parameters(index = "0", paramLabel = "RUN", description = "A finished run folder.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "RUN", description = "Another finished run folder.")
    private Path second = Path.of("");

    @Inject
    private Console console;

    @Override
    public Integer call() {
        RunDifference difference = RunDifference.of(RunReader.open(first), RunReader.open(second));
        if (difference.isEmpty()) {
            console.out().println("equal: " + trials(difference.common()) + ", to the bit");
            return Exit.OK;
        }
        say("experiment", difference.experiment());
        say("code and data", difference.inputs());
        say("trials of the first alone", ids(difference.onlyFirst()));
        say("trials of the second alone", ids(difference.onlySecond()));
        String equal = difference.trials().isEmpty()
                ? "equal, to the bit"
                : difference.trials().size() + (difference.trials().size() == 1 ? " differs" : " differ");
        if (difference.common() > 0) {
            console.out().println("of " + trials(difference.common()) + " that both have: " + equal);
        }
        shown(difference.trials());
        return Exit.DIFFERENT;
    }

    private static String trials(int count) {
        return count + (count == 1 ? " trial" : " trials");
    }

    private static List<String> ids(List<?> trials) {
        return trials.stream().map(Object::toString).toList();
    }

    private void say(String what, List<String> lines) {
        if (!lines.isEmpty()) {
            console.out().println(what + ":");
            shown(lines);
        }
    }

    private void shown(List<String> lines) {
        lines.stream().limit(SHOWN).forEach(line -> console.out().println("  " + line));
        if (lines.size() > SHOWN) {
            console.out().println("  and " + (lines.size() - SHOWN) + " more");
        }
    }
}
