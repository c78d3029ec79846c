package dev.tenon.experiments.model;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Progress;
import dev.tenon.api.training.Schedule;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.ServiceOrigin;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Parts;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TermSpec;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Asks plugins twice, and refuses those that give something else the second time: what draws random numbers of its own, or
 * remembers earlier calls, makes a run that nobody can repeat. What comes with Tenon is asked once, for its tests ask it twice.
 */
final class Repeatable {

    private static final String NEVER_AGAIN = ", so no run could be repeated; ";
    private static final String KEEPS_NOTHING = ", and must keep nothing between calls";
    private static final List<Long> SOME_STEPS = List.of(0L, 1L, 7L);

    private Repeatable() {}

    /** The classes of the services of parts that did not come with Tenon. */
    private static List<String> strangers(Part<?> part) {
        return Parts.services(part).stream()
                .<Class<?>>map(Object::getClass)
                .filter(type -> !ServiceOrigin.of(type).own())
                .map(Class::getName)
                .distinct()
                .toList();
    }

    /** A stage's network, built twice where one of its layers is of a plugin. */
    static Network network(StageSpec stage, Supplier<Network> build) {
        Network network = build.get();
        if (stage.layers().stream().anyMatch(layer -> !strangers(layer.layer()).isEmpty())) {
            compare(network, build.get());
        }
        return network;
    }

    private static void compare(Network one, Network other) {
        SameGraph graphs = new SameGraph();
        for (int i = 0; i < one.layers().size(); i++) {
            LayerNode node = one.layers().get(i);
            LayerSpec layer = node.spec();
            boolean same = graphs.same(node.result(), other.layers().get(i).result())
                    && sameParameters(of(one, layer), of(other, layer))
                    && sameStates(layer, one, other, graphs);
            if (!same) {
                throw problem(
                        layer.mark(),
                        called(layer) + " gave another network when it was built again" + NEVER_AGAIN
                                + names(layer.layer()) + " may draw random numbers only from scope.uniform"
                                + KEEPS_NOTHING);
            }
            if (!strangers(layer.layer()).isEmpty()) {
                of(one, layer).forEach(Repeatable::starts);
            }
        }
    }

    private static List<Parameter> of(Network network, LayerSpec layer) {
        return network.parameters().stream()
                .filter(parameter -> parameter.layer().equals(layer))
                .toList();
    }

    private static boolean sameParameters(List<Parameter> one, List<Parameter> other) {
        return one.stream()
                .map(Repeatable::leaf)
                .toList()
                .equals(other.stream().map(Repeatable::leaf).toList());
    }

    private static String leaf(Parameter parameter) {
        return parameter.name() + " " + parameter.leaf().shape() + " "
                + parameter.initializer().type();
    }

    private static boolean sameStates(LayerSpec layer, Network one, Network other, SameGraph graphs) {
        List<State> states = one.states().stream()
                .filter(state -> state.layer().equals(layer))
                .toList();
        List<State> others = other.states().stream()
                .filter(state -> state.layer().equals(layer))
                .toList();
        if (states.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < states.size(); i++) {
            State a = states.get(i);
            State b = others.get(i);
            boolean same = a.name().equals(b.name())
                    && Float.compare(a.initial(), b.initial()) == 0
                    && graphs.same(a.leaf(), b.leaf())
                    && graphs.same(
                            one.updates().getOrDefault(a.leaf(), a.leaf()),
                            other.updates().getOrDefault(b.leaf(), b.leaf()));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** That a parameter starts alike from the same random numbers. */
    private static void starts(Parameter parameter) {
        String key = "check/" + parameter.name();
        if (!Arrays.equals(parameter.initial(new RandomStream(0, key)), parameter.initial(new RandomStream(0, key)))) {
            throw problem(
                    parameter.layer().mark(),
                    called(parameter.layer()) + ": initializer "
                            + parameter.initializer().type() + " gave " + parameter.local()
                            + " other first values when asked again" + NEVER_AGAIN
                            + parameter.initializer().service().getClass().getName()
                            + " may draw only from the RandomStream that it is given" + KEEPS_NOTHING);
        }
    }

    /** What is made small, computed twice where a loss or penalty is of a plugin. */
    static void loss(StageSpec stage, Supplier<Value> build) {
        Value losses = build.get();
        for (TermSpec term : stage.train().terms()) {
            Part<?> loss = term.part();
            if (!strangers(loss).isEmpty() && !new SameGraph().same(losses, build.get())) {
                throw problem(
                        stage.mark(),
                        (term.penalty().isPresent() ? "penalty " : "loss ") + loss.type()
                                + " gave another computation when asked again" + NEVER_AGAIN + names(loss)
                                + " must draw no random numbers" + KEEPS_NOTHING);
            }
        }
    }

    /** Examples as they are changed, twice where an augmentation is of a plugin. */
    static void augmentation(StageSpec stage, Supplier<float[]> change) {
        float[] once = change.get();
        for (Part<Augmentation<?>> each : stage.train().augmentations()) {
            if (!strangers(each).isEmpty() && !Arrays.equals(once, change.get())) {
                throw problem(
                        stage.mark(),
                        "augmentation " + each.type() + " gave another example when asked again" + NEVER_AGAIN
                                + names(each) + " may draw only from the RandomStream that it is given"
                                + KEEPS_NOTHING);
            }
        }
    }

    /** What a stage's schedule and its optimizer do, asked twice where they are of a plugin. */
    static void training(StageSpec stage, Supplier<TrainingGraph> build) {
        Part<Schedule<?>> schedule = stage.train().schedule();
        if (!strangers(schedule).isEmpty()
                && SOME_STEPS.stream()
                        .anyMatch(step -> Double.compare(factor(schedule, step), factor(schedule, step)) != 0)) {
            throw problem(
                    stage.mark(),
                    "schedule " + schedule.type() + " gave another rate when asked again" + NEVER_AGAIN
                            + names(schedule) + " must draw no random numbers" + KEEPS_NOTHING);
        }
        Part<?> optimizer = stage.train().optimizer();
        if (!strangers(optimizer).isEmpty() && !sameSteps(build.get(), build.get())) {
            throw problem(
                    stage.mark(),
                    "optimizer " + optimizer.type() + " gave another step when asked again" + NEVER_AGAIN
                            + names(optimizer) + " must draw no random numbers" + KEEPS_NOTHING);
        }
    }

    private static double factor(Part<Schedule<?>> part, long step) {
        return PluginException.guard(
                "schedule " + part.type() + ", at step " + step,
                part.service(),
                () -> factorOf(part.service(), part.settings(), step));
    }

    private static <S extends Record> double factorOf(Schedule<S> schedule, Record settings, long step) {
        List<Double> losses = List.of(1.0, 0.5, 0.5, 0.75);
        return schedule.factor(
                schedule.settings().cast(settings), new Progress(step, SOME_STEPS.size(), 10, losses, losses));
    }

    private static boolean sameSteps(TrainingGraph one, TrainingGraph other) {
        if (!memory(one).equals(memory(other))
                || one.numbers().size() != other.numbers().size()) {
            return false;
        }
        for (int i = 0; i < one.numbers().size(); i++) {
            TrainingGraph.PerStep a = one.numbers().get(i);
            TrainingGraph.PerStep b = other.numbers().get(i);
            boolean same = a.name().equals(b.name())
                    && SOME_STEPS.stream()
                            .allMatch(step -> Double.compare(
                                            a.atStep().applyAsDouble(step + 1),
                                            b.atStep().applyAsDouble(step + 1))
                                    == 0);
            if (!same) {
                return false;
            }
        }
        SameGraph graphs = new SameGraph();
        List<Map.Entry<Value, Value>> updates =
                List.copyOf(one.program().updates().entrySet());
        List<Map.Entry<Value, Value>> others =
                List.copyOf(other.program().updates().entrySet());
        boolean same = updates.size() == others.size();
        for (int i = 0; same && i < updates.size(); i++) {
            same = graphs.same(updates.get(i).getKey(), others.get(i).getKey())
                    && graphs.same(updates.get(i).getValue(), others.get(i).getValue());
        }
        return same;
    }

    private static List<String> memory(TrainingGraph graph) {
        return graph.memory().stream()
                .map(memory -> memory.name() + " " + memory.leaf().shape() + " " + memory.initial())
                .toList();
    }

    /** Whether a metric measures made-up outputs alike when it is asked twice; what it throws is for the run to tell. */
    static boolean measures(Part<Metric<?>> metric, MeasuredRows rows) {
        if (ServiceOrigin.of(metric.service().getClass()).own()) {
            return true;
        }
        RandomStream random = new RandomStream(0, "check/" + metric.type());
        float[] outputs = new float[rows.targets().count() * rows.targets().units()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = (float) random.nextGaussian();
        }
        try {
            return Double.compare(rows.measure(metric, outputs), rows.measure(metric, outputs)) == 0;
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return true;
        }
    }

    private static String called(LayerSpec layer) {
        return "layer " + layer.id() + " (" + layer.layer().type() + ")";
    }

    private static String names(Part<?> part) {
        List<String> strangers = strangers(part);
        return String.join(" and ", strangers.isEmpty() ? List.of(part.type()) : strangers);
    }

    private static SpecException problem(Mark mark, String message) {
        return new SpecException(List.of(new Problem(mark, message)));
    }
}
