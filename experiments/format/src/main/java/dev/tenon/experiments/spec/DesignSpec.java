package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Shorthand;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/** What is repeated and varied. */
@Describe("What is repeated and varied.")
public record DesignSpec(
        @Describe("the number of seeds (from 0), or a list of seeds; each seed draws its own data, weights and order")
        @Default("5")
        Seeds seeds,

        @Describe(
                "for each setting, such as train.examples, the values it takes; all combinations are run. Several settings with commas between them"
                        + " take each value together; settings with & between them, such as \"train.examples & train.batch\", take the values of"
                        + " one list after the other, such as [[64, 8], [512, 32]]. A value can be worked out of settings above it, such as"
                        + " \"= 2 * data.strings.vocabulary ** 3\" or \"= round(0.3 * train.batch)\"")
        @Default("{}")
        Map<String, List<Object>> vary,

        @Describe(
                "sources of variation that are the same for all seeds instead of being drawn for each: data sets as drawn "
                        + "for seed 0 of `data-seed`, everything else as drawn for seed 0")
        @Default("[]")
        List<RandomSource> fixed,

        @Describe(
                "number of cross-validation folds into which each data set of given images is divided, in place of its "
                        + "own split; each seed tests on one fold: seeds 0 to folds - 1 on each fold once, the next seeds on those "
                        + "of a new division; groups stay together")
        @Range(min = 2, max = 1000)
        Optional<Integer> folds,

        @Describe("the seed of data and splits; another number gives all seeds other data") @Default("0")
        long dataSeed,

        @Describe(
                "sources of variation that are crossed, such as {data: 4, weights: 3, order: 2}; they say how many seeds there are")
        Optional<CrossSpec> cross) {

    public DesignSpec {
        if (fixed.stream().distinct().count() != fixed.size()) {
            throw new IllegalArgumentException("`fixed` names something twice");
        }
        if (cross.isPresent()) {
            seeds = Seeds.count(cross.get().seeds());
            checkCrossed(cross.get(), fixed, folds);
        }
        if (folds.isPresent()) {
            int wanted = folds.get();
            if (fixed.contains(RandomSource.SPLIT)) {
                throw new IllegalArgumentException(
                        "with `folds` each seed tests on other images, so that `fixed` cannot"
                                + " name split; remove one of them");
            }
            if (seeds.values().size() % wanted != 0) {
                throw new IllegalArgumentException(
                        "" + seeds.values().size() + " seeds do not fill " + wanted + " folds: take " + wanted
                                + " seeds, or twice or three times as many, so that each image is tested on equally often");
            }
        }
    }

    private static void checkCrossed(CrossSpec cross, List<RandomSource> fixed, Optional<Integer> folds) {
        for (RandomSource source : fixed) {
            boolean crossed = cross.sizes().containsKey(source == RandomSource.SPLIT ? RandomSource.DATA : source);
            if (crossed) {
                throw new IllegalArgumentException(
                        "`fixed` names " + source.name().toLowerCase(Locale.ROOT)
                                + ", of which `cross` asks for several draws; remove it from one of them");
            }
        }
        if (folds.isPresent()) {
            throw new IllegalArgumentException("`folds` are not crossed; remove `folds` or `cross`");
        }
    }

    /** The seed from which a trial draws something. */
    public long seed(RandomSource source, long trial) {
        return fixed.contains(source) ? 0 : draw(source, trial);
    }

    /** Which draw of the data and its splits a trial has, unless they are fixed: its own, or one that it shares with others. */
    public long dataDraw(long trial) {
        return draw(RandomSource.DATA, trial);
    }

    private long draw(RandomSource source, long trial) {
        return cross.map(each -> each.draws(trial).get(source == RandomSource.SPLIT ? RandomSource.DATA : source))
                .map(Integer::longValue)
                .orElse(trial);
    }

    /** Whether seeds draw something anew. */
    public boolean draws(RandomSource source) {
        return !fixed.contains(source);
    }

    /** Seeds of trials. */
    public record Seeds(List<Long> values) {

        /** Every seed is written out in the resolved file. */
        static final int MOST = 100_000;

        private static final int LARGEST = (1 << 24) - 1;

        /** 0, 1, 2 and so on; each cell of a design has its own, which take no memory. */
        private static final class Counted extends AbstractList<Long> implements RandomAccess {
            private final int size;

            Counted(int size) {
                this.size = size;
            }

            @Override
            public Long get(int index) {
                return (long) Objects.checkIndex(index, size);
            }

            @Override
            public int size() {
                return size;
            }
        }

        /** 0, 1, 2 and so on. */
        @Shorthand
        public static Seeds count(int count) {
            if (count < 1 || count > MOST) {
                throw new IllegalArgumentException("needs 1 to " + MOST + " seeds, not " + count);
            }
            return new Seeds(new Counted(count));
        }

        /** These. */
        @Shorthand
        public static Seeds of(List<Integer> seeds) {
            if (seeds.size() > MOST) {
                throw new IllegalArgumentException("needs at most " + MOST + " seeds, not " + seeds.size());
            }
            if (seeds.isEmpty() || seeds.stream().distinct().count() != seeds.size()) {
                throw new IllegalArgumentException("needs distinct seeds, at least one");
            }
            if (seeds.stream().anyMatch(seed -> seed < 0 || seed > LARGEST)) {
                throw new IllegalArgumentException("seeds are from 0 to " + LARGEST);
            }
            return new Seeds(seeds.stream().map(Integer::longValue).toList());
        }
    }
}
