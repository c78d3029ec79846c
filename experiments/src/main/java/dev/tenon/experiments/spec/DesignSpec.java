package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Shorthand;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What is repeated and varied. */
@Describe("What is repeated and varied.")
public record DesignSpec(
        @Describe("how many seeds (from 0), or a list of them; each draws its own examples, weights and order")
        @Default("5")
        Seeds seeds,

        @Describe("for each setting, as train.examples, the values it takes; all combinations are run") @Default("{}")
        Map<String, List<Object>> vary,

        @Describe("the seed of generated data and of splits, the same for all trials") @Default("0")
        long dataSeed) {

    /** Seeds of trials. */
    public record Seeds(List<Long> values) {

        /** 0, 1, 2 and so on. */
        @Shorthand
        public static Seeds count(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("needs at least 1 seed, not " + count);
            }
            return new Seeds(LongStream.range(0, count).boxed().toList());
        }

        /** These. */
        @Shorthand
        public static Seeds of(List<Integer> seeds) {
            if (seeds.isEmpty() || seeds.stream().distinct().count() != seeds.size()) {
                throw new IllegalArgumentException("needs distinct seeds, at least one");
            }
            if (seeds.stream().anyMatch(seed -> seed < 0 || seed >= 1 << 24)) {
                throw new IllegalArgumentException("seeds are from 0 to 16777215");
            }
            return new Seeds(seeds.stream().map(Integer::longValue).toList());
        }
    }
}
