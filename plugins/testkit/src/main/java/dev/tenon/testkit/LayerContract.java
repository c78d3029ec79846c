package dev.tenon.testkit;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every layer must do. A layer's test extends it, and gives examples of settings and inputs, and mistakes that users
 * will make:
 *
 * <pre>{@code
 * final class SwishTest extends LayerContract {
 *     @Override
 *     protected Layer<?> layer() {
 *         return new Swish();
 *     }
 *
 *     @Override
 *     protected List<Example> examples() {
 *         return List.of(
 *                 example("plain", new Swish.Settings(1), Shape.of(3, 5)).gives(Shape.of(3, 5)),
 *                 example("steep, on images", new Swish.Settings(4), Shape.of(2, 4, 4, 3)));
 *     }
 *
 *     @Override
 *     protected List<Mistake> mistakes() {
 *         return List.of(Mistake.of("a slope of 0", () -> new Swish.Settings(0), "slope", "0"));
 *     }
 * }
 * }</pre>
 *
 * <p>Checked of each example, in training and in use: the result's shape, for other batch sizes too; the gradients of
 * inputs and parameters against finite differences in double; that every parameter matters; that two applications, also by
 * several threads at once, and by a layer that has served other examples, are one program with one result, bit for bit; that results are finite; that in use no image's
 * result depends on the others in its batch, to the bit; that states change in training and only there; that the list of
 * inputs is left as it is. And of the class: its name, its constructor, its descriptions, the types of its settings, and
 * that its module provides and opens it.
 */
public abstract class LayerContract {
    /** For subclasses. */
    protected LayerContract() {}

    /** The layer under test. */
    protected abstract Layer<?> layer();

    /** Settings and inputs that work, at least one; small, since every element is nudged. */
    protected abstract List<Example> examples();

    /** What must be refused, and in which words. See also {@link #refused}. */
    protected abstract List<Mistake> mistakes();

    /**
     * Whether the derived gradient is the derivative. A layer that detaches on purpose, as a straight-through estimator,
     * says no and tests its own.
     */
    protected boolean differentiable() {
        return true;
    }

    /**
     * A layer's settings with inputs it takes.
     *
     * @param name for reports
     * @param settings an instance of the layer's settings
     * @param inputs the inputs' shapes with the batch, which is at least 2
     * @param output the result's shape if stated
     */
    public record Example(String name, Record settings, List<Shape> inputs, Optional<Shape> output) {
        /** This example with the shape that must come out. */
        public Example gives(Shape shape) {
            return new Example(name, settings, inputs, Optional.of(shape));
        }
    }

    /** An example; {@link Example#gives} adds the shape that must come out. */
    protected static Example example(String name, Record settings, Shape... inputs) {
        return new Example(name, settings, List.of(inputs), Optional.empty());
    }

    /** The mistake of giving the layer inputs that it cannot take with these settings. */
    protected final Mistake refused(String name, Record settings, List<Shape> inputs, String... words) {
        return Mistake.of(name, () -> new LayerTrial(layer(), settings, inputs, true).output(), words);
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(layer());
    }

    @TestFactory
    final Stream<DynamicTest> examplesWork() {
        List<DynamicTest> tests = new ArrayList<>();
        Layer<?> used = layer();
        for (Example example : examples()) {
            for (boolean training : new boolean[] {true, false}) {
                String when = example.name() + (training ? ", training, " : ", in use, ");
                LayerChecks checks = new LayerChecks(used, example, training);
                tests.add(NamedCheck.of(when + "shapes", checks::shapes));
                tests.add(NamedCheck.of(when + "same twice", checks::sameTwice));
                tests.add(NamedCheck.of(when + "many threads", checks::manyThreads));
                tests.add(NamedCheck.of(when + "keeps nothing", () -> checks.sameAs(layer())));
                tests.add(NamedCheck.of(when + "states", checks::states));
                tests.add(NamedCheck.of(when + "parameters matter", checks::parametersMatter));
                if (differentiable()) {
                    tests.add(NamedCheck.of(when + "gradients", checks::gradients));
                }
                if (!training) {
                    tests.add(NamedCheck.of(when + "image by image", checks::imageByImage));
                }
            }
        }
        return tests.stream();
    }

    @TestFactory
    final Stream<DynamicTest> mistakesAreRefused() {
        return mistakes().stream().map(each -> NamedCheck.of(each.name(), each::check));
    }
}
