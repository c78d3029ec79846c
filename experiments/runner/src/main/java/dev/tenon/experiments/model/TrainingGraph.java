package dev.tenon.experiments.model;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.data.ByteRows;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongToDoubleFunction;
import java.util.function.Predicate;

/**
 * One training step of a stage as a program: take a minibatch from the training set by its indices, compute the
 * mean loss and its gradients, and update parameters and states.
 *
 * @param inputs leaves of what the network takes of the whole training set, by name, as {@code [m, height, width, channels]}; of the
 *     minibatch alone where it is read for each step, and of bytes where these lie in memory
 * @param targets leaves of its targets, by their names in the objective, likewise; where examples are mixed, also those of each example's
 *     {@linkplain #ofPartner partner} and each one's {@link #SHARE}
 * @param indices leaf of the minibatch's positions in the training set, {@code [batch]}
 * @param rate leaf of the learning rate, a scalar
 * @param memory what the optimizer keeps between steps
 * @param numbers what the optimizer has computed by the host before each step
 * @param losses where the losses of the last steps are kept
 * @param program with the output {@link #LOSS}
 */
public record TrainingGraph(
        Network network,
        Map<String, Value> inputs,
        Map<String, Value> targets,
        Value indices,
        Value rate,
        List<Memory> memory,
        List<PerStep> numbers,
        LossRingBuffer losses,
        Program program) {

    /** The output of the minibatch's mean loss, a scalar. */
    public static final String LOSS = "loss";

    /** The name among the targets of each example's share in a mixture, {@code [m]}. */
    public static final String SHARE = "share";

    /**
     * A tensor that the optimizer keeps.
     *
     * @param name {@code layer/parameter/state}
     * @param initial what each element starts as
     */
    public record Memory(String name, Value leaf, float initial) {}

    /**
     * A number that depends on the step alone.
     *
     * @param leaf a scalar
     * @param atStep the number at step 1, 2, …
     */
    public record PerStep(String name, Value leaf, LongToDoubleFunction atStep) {}

    /**
     * A stage's training step on its whole minibatches.
     *
     * @param examples of its data set, all on the device
     * @throws IllegalArgumentException if the data set lacks what the objective asks for
     */
    public static TrainingGraph of(StageSpec stage, Examples examples) {
        int count = Sampler.count(stage.train(), examples.split(Split.TRAIN).length);
        return of(
                stage,
                Network.shapes(stage, examples.columns()),
                Objective.of(stage, examples.columns()),
                count,
                StrictMath.min(stage.train().batch(), count));
    }

    /**
     * A stage's training step.
     *
     * @param inputs the shapes of what the network takes of one example, by name
     * @param objective what is made small
     * @param size examples in the training set
     * @param batch examples in a minibatch
     */
    public static TrainingGraph of(
            StageSpec stage, Map<String, Shape> inputs, Objective objective, int size, int batch) {
        return of(stage, inputs, objective, size, batch, name -> false, name -> false);
    }

    /**
     * The same where not all of the training set is on the device.
     *
     * @param read which inputs and targets are given for each minibatch, by their names
     * @param bytes which inputs are given as bytes k that stand for k / 255
     */
    public static TrainingGraph of(
            StageSpec stage,
            Map<String, Shape> inputs,
            Objective objective,
            int size,
            int batch,
            Predicate<String> read,
            Predicate<String> bytes) {
        Value indices = Ops.leaf("indices", Shape.of(batch), ElementType.INT32);
        Value rate = Ops.leaf("rate", Shape.scalar());
        Map<String, Value> all = new LinkedHashMap<>();
        Map<String, Value> taken = new LinkedHashMap<>();
        inputs.forEach((name, shape) -> {
            boolean given = read.test(name);
            boolean small = bytes.test(name);
            ElementType type = small ? ElementType.UINT8 : ElementType.FLOAT32;
            Value leaf = Ops.leaf(name, Network.batched(given ? batch : size, shape), type);
            Value rows = given ? leaf : Ops.gatherRows(leaf, indices);
            all.put(name, leaf);
            taken.put(name, small ? Ops.divide(Ops.toFloat(rows), Ops.constant(ByteRows.SCALE)) : rows);
        });
        Map<String, Value> targets = new LinkedHashMap<>();
        Map<String, Value> wanted = new LinkedHashMap<>();
        objective.targets().forEach((name, table) -> {
            boolean given = read.test(name);
            Value leaf = Ops.leaf(name, table.shape(given ? batch : size));
            targets.put(name, leaf);
            wanted.put(name, given ? leaf : Ops.gatherRows(leaf, indices));
        });
        Network network = Network.of(stage, taken, Network.Mode.TRAINING);
        TrainSpec train = stage.train();
        Value mean = train.mixup().isPresent()
                ? mixed(network, objective, new Leaves(size, indices, targets, read), wanted)
                : objective.mean(network::result, wanted);
        Value loss = objective.withPenalties(network, mean);
        List<Parameter> trained =
                network.parameters().stream().filter(Parameter::trainable).toList();
        List<Value> gradients =
                Gradients.of(loss, trained.stream().map(Parameter::leaf).toList());
        gradients = clipped(gradients, train);
        Map<Value, Value> updates = new LinkedHashMap<>();
        List<Memory> memory = new ArrayList<>();
        Map<String, PerStep> numbers = new LinkedHashMap<>();
        for (int i = 0; i < trained.size(); i++) {
            Parameter parameter = trained.get(i);
            double factor = train.rate(parameter.layer().id());
            Value own = factor == 1 ? rate : Ops.multiply(rate, Ops.constant(factor));
            Scope scope = new Scope(train.optimizer(), parameter, own, memory, numbers, updates);
            updates.put(parameter.leaf(), step(train.optimizer(), scope, gradients.get(i)));
        }
        train.average().ifPresent(kept -> trained.forEach(each -> average(each, kept, memory, updates)));
        updates.putAll(network.updates());
        updates.put(network.step(), Ops.add(network.step(), Ops.constant(1)));
        LossRingBuffer ring = LossRingBuffer.fresh();
        updates.putAll(ring.updates(loss));
        Program program = Program.of(stage.id() + ".train", Map.of(LOSS, loss), updates);
        return new TrainingGraph(
                network,
                all,
                targets,
                indices,
                rate,
                List.copyOf(memory),
                List.copyOf(numbers.values()),
                ring,
                program);
    }

    private record Leaves(int size, Value indices, Map<String, Value> targets, Predicate<String> read) {
        Value taken(String name, IntFunction<Shape> shape) {
            boolean given = read.test(name);
            Value leaf = Ops.leaf(name, shape.apply(given ? indices.shape().dim(0) : size));
            targets.put(name, leaf);
            return given ? leaf : Ops.gatherRows(leaf, indices);
        }
    }

    /** The loss of a mixture: that of the example's own targets and that of its partner's, each by its share. */
    private static Value mixed(Network network, Objective objective, Leaves leaves, Map<String, Value> own) {
        Map<String, Value> partners = new LinkedHashMap<>();
        objective.targets().forEach((name, table) -> partners.put(name, leaves.taken(ofPartner(name), table::shape)));
        Value share = leaves.taken(SHARE, Shape::of);
        Value rest = Ops.subtract(Ops.constant(1), share);
        return Ops.add(
                objective.mean(network::result, own, Optional.of(share)),
                objective.mean(network::result, partners, Optional.of(rest)));
    }

    /** The name of a target of the example that another is mixed with. */
    public static String ofPartner(String target) {
        return target + ", of the partner";
    }

    /** First each element is limited, then the norm of all together. */
    private static List<Value> clipped(List<Value> gradients, TrainSpec train) {
        List<Value> result = gradients;
        if (train.clipValue().isPresent()) {
            Value limit = Ops.constant(train.clipValue().get());
            result = result.stream()
                    .map(g -> Ops.max(Ops.negate(limit), Ops.min(limit, g))) // in this order, NaN stays NaN
                    .toList();
        }
        if (train.clipNorm().isPresent() && !result.isEmpty()) {
            Value squares = Ops.constant(0);
            for (Value g : result) {
                squares = Ops.add(squares, Ops.sum(Ops.multiply(g, g)));
            }
            Value limit = Ops.constant(train.clipNorm().get());
            Value norm = Ops.sqrt(squares);
            Value factor = Ops.select(Ops.less(limit, norm), Ops.divide(limit, norm), Ops.constant(1));
            result = result.stream().map(g -> Ops.multiply(g, factor)).toList();
        }
        return result;
    }

    /** The moving average of a parameter, which starts at 0, as the optimizer leaves the parameter. */
    private static void average(Parameter parameter, double kept, List<Memory> memory, Map<Value, Value> updates) {
        String name = average(parameter);
        Value average = Ops.leaf(name, parameter.leaf().shape());
        memory.add(new Memory(name, average, 0));
        // What is kept is a float, and the rest is computed exactly from it.
        Value next = updates.getOrDefault(parameter.leaf(), parameter.leaf());
        Value rest = Ops.multiply(Ops.constant(1 - (double) (float) kept), next);
        updates.put(average, Ops.fma(Ops.constant(kept), average, rest));
    }

    /** The name of the moving average of a parameter among what is kept between steps. */
    public static String average(Parameter parameter) {
        return "average of " + parameter.name();
    }

    private static Value step(Part<Optimizer<?>> part, Scope scope, Value gradient) {
        Parameter parameter = scope.of();
        return PluginException.guard("optimizer " + part.type() + ", on " + parameter.name(), part.service(), () -> {
            Value next = stepOf(part.service(), part.settings(), scope, parameter.leaf(), gradient);
            if (!next.shape().equals(parameter.leaf().shape())) {
                throw new ShapeException("the next parameter is " + next.shape() + ", not "
                        + parameter.leaf().shape());
            }
            return next;
        });
    }

    private static <S extends Record> Value stepOf(
            Optimizer<S> optimizer, Record settings, OptimizerScope scope, Value parameter, Value gradient) {
        return optimizer.step(scope, optimizer.settings().cast(settings), parameter, gradient);
    }

    private record Scope(
            Part<Optimizer<?>> optimizer,
            Parameter of,
            Value rate,
            List<Memory> memory,
            Map<String, PerStep> numbers,
            Map<Value, Value> updates)
            implements OptimizerScope {
        private static final long[] SOME_STEPS = {1, 2, 1000};

        @Override
        public String layer() {
            return of.layer().id();
        }

        @Override
        public String parameter() {
            return of.local();
        }

        @Override
        public Value state(String name, Shape shape, float initial) {
            String full = of.name() + "/" + name;
            if (memory.stream().anyMatch(m -> m.name().equals(full))) {
                throw new IllegalArgumentException(
                        "the optimizer asks twice for a state called " + name + "; this is a bug in the optimizer");
            }
            Value leaf = Ops.leaf(full, shape);
            memory.add(new Memory(full, leaf, initial));
            return leaf;
        }

        @Override
        public Value perStep(String name, LongToDoubleFunction atStep) {
            LongToDoubleFunction guarded = t -> PluginException.guard(
                    "optimizer " + optimizer.type() + ", at its number \"" + name + "\" of step " + t,
                    optimizer.service(),
                    () -> atStep.applyAsDouble(t));
            PerStep number =
                    numbers.computeIfAbsent(name, key -> new PerStep(name, Ops.leaf(name, Shape.scalar()), guarded));
            for (long t : SOME_STEPS) {
                if (Double.compare(number.atStep().applyAsDouble(t), guarded.applyAsDouble(t)) != 0) {
                    throw new IllegalArgumentException("the optimizer computes its number \"" + name + "\" of step " + t
                            + " in two ways; one name has one meaning for all parameters");
                }
            }
            return number.leaf();
        }

        @Override
        public void update(Value state, Value next) {
            updates.put(state, next);
        }
    }
}
