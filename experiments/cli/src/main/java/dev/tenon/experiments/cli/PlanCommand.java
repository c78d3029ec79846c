package dev.tenon.experiments.cli;

import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.report.PlanText;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.stats.ExperimentComparison;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Estimates, from a pilot run, the number of seeds needed to detect a difference that matters.",
            "Only the variation of differences between seeds is taken from the pilot run. The",
            "verdict should come from a separate run with other seeds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon run digits --seeds 5 --out pilot",
            "  tenon plan pilot --effect 0.01",
            "  tenon plan pilot --effect 0.01 --power 0.9"
        })
final class PlanCommand implements Callable<Integer> {

    /** With fewer seeds a deviation says next to nothing. */
    private static final int FEWEST = 3;

    @Parameters(paramLabel = "RUN", description = "A run folder, finished or not.")
    private Path run = Path.of("");

    @Option(
            names = "--effect",
            paramLabel = "X",
            description =
                    "Smallest difference that matters, in units of the primary metric (default: `compare.relevant`).")
    private @Nullable Double effect;

    @Option(
            names = "--power",
            paramLabel = "P",
            defaultValue = "0.8",
            description = "Power: the probability of detecting such a difference (default: 0.8).")
    private double power;

    @Inject
    private Console console;

    @Inject
    private PlanReader reader;

    @Inject
    private Reporter reporter;

    @Override
    public Integer call() {
        if (!(power >= 0.5 && power <= 0.999)) {
            throw new UsageException("--power is from 0.5 to 0.999, not " + power);
        }
        SavedRun saved = SavedRun.read(run, reader, false);
        ExperimentResult result = saved.result();
        if (result.plan().first().design().cross().isPresent()) {
            throw new UsageException(saved.name()
                    + ": crosses draws, so its seeds are not independent; plan from a pilot without `cross`");
        }
        double relevant = result.plan().first().compare().relevant();
        if (effect == null && relevant == 0) {
            throw new UsageException(
                    "say which difference matters: --effect 0.01, or `relevant: 0.01` under `compare` of the file");
        }
        double wanted = effect == null ? relevant : effect;
        if (!(wanted > 0 && Double.isFinite(wanted))) {
            throw new UsageException("--effect is a number above 0, not " + wanted);
        }
        ExperimentComparison comparison = reporter.compare(result);
        if (comparison.overallDifferences().isEmpty()) {
            throw new UsageException(saved.name() + ": has only one arm, so there is nothing to compare");
        }
        if (comparison.overallDifferences().stream()
                .allMatch(d -> d.test().difference().n() < FEWEST)) {
            throw new UsageException(saved.name() + ": has fewer than " + FEWEST
                    + " seeds that completed in two arms; so few do not show how much differences vary");
        }
        console.out().print(PlanText.of(comparison, wanted, power, FEWEST));
        return Exit.OK;
    }
}
