package dev.tenon.experiments.stats;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A small data set out of a larger one, as somebody may have gathered it: a number of its images drawn at random, which are
 * divided at random, three quarters to train on and a quarter to test on. Another pool is another gathering.
 */
@Type("digit-pool")
@Describe("Some images of a data set.")
public final class DigitPool implements Dataset<DigitPool.Settings> {

    /** What a test sets. */
    public record Settings(DatasetName from, int pool, int size) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Examples all = scope.dataset(settings.from());
        int[] pool =
                Arrays.copyOf(new RandomStream(settings.pool(), "digit-pool").permutation(all.size()), settings.size());
        int pixels = all.image().size();
        float[] images = new float[settings.size() * pixels];
        float[] labels = new float[settings.size()];
        for (int i = 0; i < pool.length; i++) {
            System.arraycopy(all.images(), pool[i] * pixels, images, i * pixels, pixels);
            labels[i] = all.targets()[pool[i]];
        }
        int[] order = scope.split("digit-pool/split").permutation(settings.size());
        int[] byClass = IntStream.of(order)
                .boxed()
                .sorted((a, b) -> Float.compare(labels[a], labels[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] test = IntStream.range(0, byClass.length)
                .filter(i -> i % 4 == 0)
                .map(i -> byClass[i])
                .toArray();
        int[] train = IntStream.range(0, byClass.length)
                .filter(i -> i % 4 != 0)
                .map(i -> byClass[i])
                .toArray();
        return Examples.of(all.image(), images)
                .classes(labels, List.copyOf(all.names()))
                .split(Split.TRAIN, train)
                .split(Split.TEST, test)
                .build();
    }
}
