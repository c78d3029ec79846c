package dev.tenon.experiments.run;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Images of 6 x 6 with an upright bar (it is "upright") or a level one, at a random place, under noise. */
@Type("bars")
@Describe("Bars, upright or level.")
public final class Bars implements Dataset<Bars.Settings> {

    private static final int SIDE = 6;

    /** What a test may set. */
    public record Settings(
            @Describe("training images") @Default("40") int train,
            @Describe("validation images") @Default("0") int validation,
            @Describe("test images") @Default("20") int test,
            @Describe("size of the noise") @Default("0.1") double noise,

            @Describe("whether targets are classes") @Default("false")
            boolean classes) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings s) {
        int count = s.train() + s.validation() + s.test();
        RandomStream random = scope.random("bars");
        float[] images = new float[count * SIDE * SIDE];
        float[] targets = new float[count];
        List<List<Annotation>> annotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean upright = i % 2 == 0;
            int place = random.nextInt(SIDE);
            for (int j = 0; j < SIDE * SIDE; j++) {
                boolean on = (upright ? j % SIDE : j / SIDE) == place;
                images[i * SIDE * SIDE + j] = (on ? 1 : 0) + (float) s.noise() * (random.nextFloat() - 0.5f);
            }
            targets[i] = s.classes() ? (upright ? 1 : 0) : (upright ? 1 : -1);
            annotations.add(upright ? List.of(new Annotation("upright", 0, -1, 0, place, SIDE, 1)) : List.of());
        }
        Examples.Builder builder = Examples.of(Shape.of(SIDE, SIDE, 1), images).annotations(annotations);
        builder = s.classes()
                ? builder.classes(targets, List.of("level", "upright"))
                : builder.signs(targets, List.of("upright"));
        int test = s.train() + s.validation();
        return builder.split(Split.TRAIN, IntStream.range(0, s.train()).toArray())
                .split(Split.VALIDATION, IntStream.range(s.train(), test).toArray())
                .split(Split.TEST, IntStream.range(test, count).toArray())
                .build();
    }
}
