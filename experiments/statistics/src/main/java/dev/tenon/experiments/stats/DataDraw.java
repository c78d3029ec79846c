package dev.tenon.experiments.stats;

import dev.tenon.api.data.Split;
import dev.tenon.experiments.data.DataInputs.Draw;
import dev.tenon.experiments.data.DataInputs.Drawn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.RandomSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What seeds draw of the data that arms are measured on: what was recorded when these were loaded, so that it is true of runs of
 * any version.
 *
 * @param known whether the data sets were recorded
 * @param drawn what differs between seeds; of several data sets the least
 * @param sets the names of the data sets that arms are measured on
 * @param given the names of the data sets of given images that these are, or are made of
 * @param images how many images the given data sets have together
 * @param loaded the data sets that arms are measured on, as recorded
 * @param pooled whether the number of training examples varies, and seeds draw them from a pool that they share, beside given test examples
 */
record DataDraw(
        boolean known,
        Drawn drawn,
        List<String> sets,
        List<String> given,
        int images,
        List<LoadedSet> loaded,
        boolean pooled) {

    static DataDraw of(ExperimentResult result) {
        Set<String> sets = new LinkedHashSet<>();
        Set<String> given = new LinkedHashSet<>();
        for (Plan.Cell cell : result.plan().cells()) {
            for (ArmSpec arm : cell.spec().arms()) {
                sets.add(arm.last().data());
                roots(cell.spec(), arm.last().data(), given);
            }
        }
        List<LoadedSet> loaded = result.inputs().sets().stream()
                .filter(set -> sets.contains(set.name()))
                .toList();
        List<LoadedSet> below = result.inputs().sets().stream()
                .filter(set -> given.contains(set.name()) && set.drawn() != Drawn.GENERATED)
                .toList();
        Drawn least =
                loaded.stream().map(LoadedSet::drawn).min(Drawn::compareTo).orElse(Drawn.NOTHING);
        return new DataDraw(
                !loaded.isEmpty(),
                least,
                List.copyOf(sets),
                below.stream().map(LoadedSet::name).distinct().toList(),
                below.stream().mapToInt(LoadedSet::examples).max().orElse(0),
                loaded,
                isPooled(result, least, loaded));
    }

    private static void roots(ExperimentSpec spec, String name, Set<String> roots) {
        List<String> below = Optional.ofNullable(spec.data().get(name))
                .map(DataSpec::builtOn)
                .orElse(List.of());
        if (below.isEmpty()) {
            roots.add(name);
        }
        below.forEach(each -> roots(spec, each, roots));
    }

    /** Whether the test examples of seeds overlap with one another and with training examples of other seeds. */
    boolean overlaps() {
        return drawn == Drawn.SPLIT;
    }

    /**
     * How much of the variance of a metric seeds have in common where they test on splits of one data set, as a part of what they
     * have not: the number of measured examples over that of the others (Nadeau and Bengio, <i>Inference for the generalization
     * error</i>, Machine Learning 52, 2003); the mean over draws, the most of several data sets. 0 where splits do not overlap.
     *
     * @param metric as {@code test.accuracy}
     */
    double overlap(String metric) {
        if (!overlaps()) {
            return 0;
        }
        Split measured = CompareSpec.split(metric);
        return loaded.stream()
                .filter(set -> set.drawn() == Drawn.SPLIT)
                .mapToDouble(set -> set.draws().stream()
                        .mapToDouble(draw -> ratio(draw, measured))
                        .average()
                        .orElse(0))
                .max()
                .orElse(0);
    }

    private static double ratio(Draw draw, Split measured) {
        return switch (measured) {
            case TEST -> (double) draw.test() / StrictMath.max(1, draw.train());
            case VALIDATION -> (double) draw.validation() / StrictMath.max(1, draw.train());
            case TRAIN -> (double) draw.train() / StrictMath.max(1, draw.test());
        };
    }

    /**
     * How much of the variance of a metric seeds have in common where the test examples are the same for all and each learns from
     * some of a pool: two that draw P of M examples have P / M of them in common on average. Of an arm whose result depends on the
     * sum of what each example adds, the variance between seeds of one pool is 1 - P / M of that between new examples (of a finite
     * population, as in Cochran, <i>Sampling techniques</i>, 1977, section 2.6); so the correlation of Nadeau and Bengio is P / M, and
     * this is P / (M - P). What weights and order add makes it less: it errs on the safe side.
     *
     * @return infinite where all seeds learn from all; 0 where {@link #pooled} is not so
     */
    double inCommon(TrialRecord trial) {
        String name = trial.last().data();
        int pool = pooled ? pool(loaded, name) : 0;
        int drawn = learned(trial, name);
        return pool == 0 || drawn == 0 ? 0 : drawn < pool ? (double) drawn / (pool - drawn) : Double.POSITIVE_INFINITY;
    }

    private static int learned(TrialRecord trial, String name) {
        return trial.stages().stream()
                .filter(stage -> stage.data().equals(name))
                .mapToInt(StageRecord::examples)
                .max()
                .orElse(0);
    }

    /** How many examples those are drawn from that are learned from; 0 where they are new for each seed, or that is not known. */
    private static int pool(List<LoadedSet> loaded, String name) {
        return loaded.stream()
                .filter(set -> set.name().equals(name) && set.drawn().compareTo(Drawn.TRAINING) <= 0)
                .mapToInt(set -> set.draws().stream()
                        .mapToInt(draw -> draw.train() + draw.validation())
                        .max()
                        .orElse(set.train()))
                .max()
                .orElse(0);
    }

    /** Whether the number of training examples varies, and seeds draw different ones from a pool that they share. */
    private static boolean isPooled(ExperimentResult result, Drawn least, List<LoadedSet> loaded) {
        ExperimentSpec first = result.plan().first();
        boolean curve = first.compare().law().isPresent()
                || result.plan().cells().stream()
                        .anyMatch(cell -> Factors.examples(cell.factors()).isPresent());
        return curve
                && least.compareTo(Drawn.TRAINING) <= 0
                && first.design().draws(RandomSource.EXAMPLES)
                && result.trials().stream()
                        .filter(trial -> !trial.stages().isEmpty())
                        .anyMatch(trial -> {
                            String name = trial.last().data();
                            return learned(trial, name) > 0 && learned(trial, name) < pool(loaded, name);
                        });
    }

    /** What intervals are about, in a few words beside them; empty where that is not known. */
    String words() {
        if (!known) {
            return "";
        }
        return switch (drawn) {
            case NOTHING, TRAINING ->
                pooled ? "over other training examples, for these test examples" : "for these test examples alone";
            case SPLIT -> "over other splits";
            case GENERATED -> "over newly generated data";
        };
    }
}
