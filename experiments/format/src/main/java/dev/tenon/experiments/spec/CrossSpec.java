package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sources of variation that are crossed: each draw of one meets each draw of the others. */
@Describe(
        "Sources of variation that are crossed: each draw of one meets each draw of the others, such as {data: 4, weights: 3, order: 2};"
                + " what is not named is drawn for each trial separately. The report says how much of the variance each contributes.")
public record CrossSpec(
        @Describe("how many draws of the data: of what is generated and of how given images are split")
        @Range(min = 2, max = 1000)
        Optional<Integer> data,

        @Describe("how many choices of training examples") @Range(min = 2, max = 1000)
        Optional<Integer> examples,

        @Describe("how many sets of initial weights") @Range(min = 2, max = 1000)
        Optional<Integer> weights,

        @Describe("how many orders of the examples") @Range(min = 2, max = 1000)
        Optional<Integer> order,

        @Describe("how many draws of augmentation and mixing") @Range(min = 2, max = 1000)
        Optional<Integer> augmentation,

        @Describe("how many draws of dropout and other random layers") @Range(min = 2, max = 1000)
        Optional<Integer> noise) {

    public CrossSpec {
        if (sizes(data, examples, weights, order, augmentation, noise).size() < 2) {
            throw new IllegalArgumentException(
                    "crosses at least two sources with two draws or more each, such as {data: 4, weights: 3}");
        }
    }

    @SafeVarargs
    private static Map<RandomSource, Integer> sizes(Optional<Integer>... of) {
        List<RandomSource> sources = List.of(
                RandomSource.DATA,
                RandomSource.EXAMPLES,
                RandomSource.WEIGHTS,
                RandomSource.ORDER,
                RandomSource.AUGMENTATION,
                RandomSource.NOISE);
        Map<RandomSource, Integer> sizes = new LinkedHashMap<>();
        for (int i = 0; i < of.length; i++) {
            RandomSource source = sources.get(i);
            of[i].ifPresent(size -> sizes.put(source, size));
        }
        return sizes;
    }

    /** How many draws of each source that is crossed. */
    public Map<RandomSource, Integer> sizes() {
        return sizes(data, examples, weights, order, augmentation, noise);
    }

    /** How many seeds there are. */
    public int seeds() {
        return (int) StrictMath.min(
                Integer.MAX_VALUE,
                sizes().values().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b));
    }

    /** Which draw of each source a seed has, the last source fastest. */
    public Map<RandomSource, Integer> draws(long seed) {
        Map<RandomSource, Integer> draws = new LinkedHashMap<>();
        long left = seeds();
        for (Map.Entry<RandomSource, Integer> each : sizes().entrySet()) {
            left /= each.getValue();
            draws.put(each.getKey(), (int) (seed / left % each.getValue()));
        }
        return draws;
    }
}
