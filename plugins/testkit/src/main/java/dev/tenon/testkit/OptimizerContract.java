package dev.tenon.testkit;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every optimizer must do. An optimizer's test extends it:
 *
 * <pre>{@code
 * final class LionTest extends OptimizerContract {
 *     @Override
 *     protected Optimizer<?> optimizer() {
 *         return new Lion();
 *     }
 *
 *     @Override
 *     protected List<Record> settings() {
 *         return List.of(new Lion.Settings(0.01, 0.9, 0.99, 0), new Lion.Settings(0.01, 0.9, 0.99, 0.1));
 *     }
 *
 *     @Override
 *     protected List<Mistake> mistakes() {
 *         return List.of(Mistake.of("a beta of 2", () -> new Lion.Settings(0.01, 2, 0.99, 0), "beta"));
 *     }
 * }
 * }</pre>
 *
 * <p>Checked for each of the settings and for parameters of rank 0, 1, 2 and 4, for biases and gains: the next parameter's shape; that two
 * applications, also by several threads at once, and by an optimizer that has served other parameters, are one program, bit for bit; that states have names of their own, change, and stay finite; that a first step
 * at rate 0 changes no parameter (schedules start there); that zero, tiny and huge gradients give finite numbers; and that
 * 300 steps at the settings' rate make a quadratic loss smaller. And of the class: its name, its constructor, its
 * descriptions.
 */
public abstract class OptimizerContract {
    private static final List<Shape> SHAPES =
            List.of(Shape.scalar(), Shape.of(3), Shape.of(3, 5), Shape.of(2, 3, 1, 4));

    /** For subclasses. */
    protected OptimizerContract() {}

    /** The optimizer under test. */
    protected abstract Optimizer<?> optimizer();

    /** Settings that work, at least one, with rates that suit a quadratic with curvatures from 1/2 to 2. */
    protected abstract List<? extends Record> settings();

    /** What must be refused, and in which words. */
    protected abstract List<Mistake> mistakes();

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(optimizer());
    }

    @TestFactory
    final Stream<DynamicTest> settingsWork() {
        List<DynamicTest> tests = new ArrayList<>();
        Optimizer<?> used = optimizer();
        for (Record settings : settings()) {
            for (Shape shape : SHAPES) {
                // Biases and gains are vectors.
                for (Role role : shape.rank() == 1 ? List.of(Role.values()) : List.of(Role.WEIGHT)) {
                    String when = settings + ", " + role + " of " + shape + ", ";
                    OptimizerChecks checks = new OptimizerChecks(used, settings, role, shape);
                    tests.add(NamedCheck.of(when + "shapes", checks::shapes));
                    tests.add(NamedCheck.of(when + "same twice", checks::sameTwice));
                    tests.add(NamedCheck.of(when + "many threads", checks::manyThreads));
                    tests.add(NamedCheck.of(when + "keeps nothing", () -> checks.sameAs(optimizer())));
                    tests.add(NamedCheck.of(when + "states", checks::states));
                    tests.add(NamedCheck.of(when + "rate 0", checks::rateZero));
                    tests.add(NamedCheck.of(when + "gradients of any size", checks::gradientsOfAnySize));
                    tests.add(NamedCheck.of(when + "descends", checks::descends));
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
