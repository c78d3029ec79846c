package dev.tenon.experiments.stats;

import dev.tenon.api.data.Split;
import dev.tenon.experiments.data.DataInputs.Draw;
import dev.tenon.experiments.data.DataInputs.Drawn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
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
 */
record DataDraw(boolean known, Drawn drawn, List<String> sets, List<String> given, int images, List<LoadedSet> loaded) {

    /** Seeds that have a smaller part of their examples in common are as good as independent. */
    private static final double COMMON = 0.2;

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
                loaded);
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
     * Says of a learning curve that seeds have more training examples in common the further it goes; empty where they draw new ones,
     * or have few in common.
     *
     * @param most examples that any arm learns from
     */
    Optional<String> common(double most) {
        int pool = overlaps()
                ? images
                : loaded.stream()
                        .flatMap(set -> set.draws().stream())
                        .mapToInt(Draw::train)
                        .max()
                        .orElse(0);
        double share = StrictMath.min(1, most / pool);
        return drawn == Drawn.GENERATED || pool == 0 || !(share >= COMMON)
                ? Optional.empty()
                : Optional.of(
                        "All seeds draw from the same " + Figures.count(pool)
                                + " examples: two of them have on average "
                                + StrictMath.round(100 * share) + " % in common of the "
                                + Figures.count(StrictMath.round(most))
                                + " that arms learn from at most. So seeds resemble each other more the more examples they have, and intervals narrow along a learning curve for that reason too, not only because chance matters less.");
    }

    /** What intervals are about, in a few words beside them; empty where that is not known. */
    String words() {
        if (!known) {
            return "";
        }
        return switch (drawn) {
            case NOTHING, TRAINING -> "for these test examples alone";
            case SPLIT -> "over other splits";
            case GENERATED -> "over newly generated data";
        };
    }
}
