package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Initializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every initializer must do. An initializer's test extends it and names the initializer, settings that work, and
 * mistakes that users will make.
 *
 * <p>Checked for each of the settings and shapes: that there are as many numbers as the shape has elements, all finite; that
 * the same stream gives the same bits, again, on several threads at once and after other parameters, and another stream others; that an array it gave is the caller's alone.
 * And of the class: its name, its constructor, its descriptions.
 */
public abstract class InitializerContract {

    /** For subclasses. */
    protected InitializerContract() {}

    /** The initializer under test. */
    protected abstract Initializer<?> initializer();

    /** Settings that work, at least one. */
    protected abstract List<? extends Record> settings();

    /** What must be refused, and in which words. See also {@link #refused}. */
    protected abstract List<Mistake> mistakes();

    /** Shapes that it can start: a bias, weights and two kernels if not overridden. */
    protected List<Shape> shapes() {
        return List.of(Shape.of(7), Shape.of(3, 5), Shape.of(3, 3, 2, 8), Shape.of(1, 1, 16, 4));
    }

    /** The mistake of starting a parameter of this shape. */
    protected final Mistake refused(String name, Record settings, Shape shape, String... words) {
        return Mistake.of(name, () -> values(initializer(), settings, shape, "parameter"), words);
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(initializer());
    }

    @TestFactory
    final Stream<DynamicTest> settingsWork() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Record settings : settings()) {
            for (Shape shape : shapes()) {
                tests.add(NamedCheck.of(settings + ", " + shape, () -> check(settings, shape)));
            }
        }
        return tests.stream();
    }

    @TestFactory
    final Stream<DynamicTest> mistakesAreRefused() {
        return mistakes().stream().map(each -> NamedCheck.of(each.name(), each::check));
    }

    /**
     * Whether it draws no random numbers and yet gives different ones, as an identity matrix does; no if not overridden.
     */
    protected boolean drawsNothing() {
        return false;
    }

    private void check(Record settings, Shape shape) {
        float[] first = values(initializer(), settings, shape, "parameter");
        assertEquals(shape.size(), first.length, "as many numbers as the shape has elements");
        for (float value : first) {
            assertTrue(Float.isFinite(value), "a weight starts as a number, not " + value);
        }
        float[] kept = first.clone();
        Initializer<?> used = initializer();
        values(used, settings, shapes().getFirst(), "other");
        Bits.assertSame(
                "numbers of an initializer that was used before, beside one that is new",
                shape,
                kept,
                values(used, settings, shape, "parameter"));
        boolean varied = IntStream.range(1, kept.length).anyMatch(i -> kept[i] != kept[0]);
        assertFalse(
                varied
                        && !drawsNothing()
                        && Arrays.equals(kept, values(initializer(), settings, shape, "another parameter")),
                "two streams of random numbers start alike: draw from the stream that is given, or override drawsNothing");
        for (float[] other : ManyThreads.results(() -> values(initializer(), settings, shape, "parameter"))) {
            Bits.assertSame("numbers of the same stream", shape, kept, other);
            other[0] += 1;
        }
        Bits.assertSame("an array given to somebody else", shape, kept, first);
    }

    @SuppressWarnings("unchecked") // settings of another record fail here, in the test that gave them
    private static <S extends Record> float[] values(
            Initializer<S> initializer, Record settings, Shape shape, String stream) {
        return initializer.values((S) settings, shape, new RandomStream(11, stream));
    }
}
