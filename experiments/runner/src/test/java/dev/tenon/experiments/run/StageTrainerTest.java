package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.experiments.data.ByteRows;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.data.Unheld;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Parameter;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How often a trainer looks at what a device computes, and that this changes nothing of what it finds. */
final class StageTrainerTest {

    /** Seven steps an epoch, the last with a smaller batch; batch normalisation and Adam keep states of their own. */
    private static final String TEXT = """
            experiment: bars
            data: {bars: {type: bars, train: 100, validation: 20}}
            defaults:
              data: bars
              train: {epochs: 9, batch: 16, loss: logistic, optimizer: {type: adam, rate: 0.05}}
            arms:
              mlp:
                layers: [flatten, {type: dense, units: 8, activation: relu}, batch-norm, {type: dropout}, {type: dense, units: 1}]
            design: {seeds: 1}
            """;

    /** What a trainer did: its outcome, the weights in the end as text (a NaN is a NaN), steps and looks as they came. */
    private record Trained(StageTrainer.Outcome outcome, List<String> weights, List<String> events) {
        long steps() {
            return events.stream().filter("step"::equals).count();
        }

        long reads() {
            return events.stream().filter("look"::equals).count();
        }
    }

    private static Trained train(LossReadInterval pace, String... overrides) {
        return train(UnaryOperator.identity(), pace, overrides);
    }

    private static Trained train(UnaryOperator<Column> columns, LossReadInterval pace, String... overrides) {
        return train(columns, pace, Checkpoints.Of.NONE, overrides);
    }

    private static Trained train(
            UnaryOperator<Column> columns, LossReadInterval pace, Checkpoints.Of checkpoints, String... overrides) {
        ExperimentSpec spec = Trials.plan(Trials.services(new Counting()), TEXT, overrides)
                .cells()
                .getFirst()
                .spec();
        StageSpec stage = spec.arms().getFirst().last();
        Examples examples = new DataLoader(Path.of("")).load(spec, stage.data()).with(columns);
        Network network = Network.of(stage, Network.shapes(stage, examples.columns()), 1, Network.Mode.INFERENCE);
        List<String> events = new ArrayList<>();
        try (Engine engine =
                new Watched(Trials.services().backend("cpu").orElseThrow().start(new EngineOptions(1)), events)) {
            Tensors tensors = new Tensors(engine);
            for (Parameter p : network.parameters()) {
                tensors.get(p.name(), p.leaf().shape(), 0f).write(p.initial(new RandomStream(1, "init/" + p.name())));
            }
            int[] chosen = Sampler.trainingExamples(examples, stage, 1);
            try (StageTrainer trainer =
                    new StageTrainer(engine, stage, examples, new StageTrainer.Seeds(1, 1, 1), chosen, tensors, pace)) {
                StageTrainer.Outcome outcome =
                        trainer.train((step, steps, loss) -> events.add("progress"), checkpoints, checkpoints.last());
                List<String> seen = List.copyOf(events);
                return new Trained(
                        outcome,
                        tensors.read("main", network).stream()
                                .map(tensor -> tensor.name() + Arrays.toString(tensor.values()))
                                .toList(),
                        seen);
            }
        }
    }

    @Test
    void lossesAreLookedAtEveryFewSteps() {
        assertEquals(63, train(LossReadInterval.every(1)).reads());
        assertEquals(9, train(LossReadInterval.every(7)).reads());
        assertEquals(7, train(LossReadInterval.every(10)).reads(), "six times ten, and the rest");
        assertEquals(1, train(LossReadInterval.every(64)).reads());
    }

    @Test
    void theDeviceIsNotLookedAtInBetween() {
        List<String> events = train(LossReadInterval.every(10)).events();
        int steps = 0;
        for (String event : events) {
            if (event.equals("step")) {
                steps++;
            } else if (event.equals("look")) {
                assertTrue(steps % 10 == 0 || steps == 63, "after step " + steps);
            }
        }
        assertEquals(63, steps);
    }

    @Test
    void whatIsWatchedBetweenEpochsIsLookedAtThen() {
        Trained patient = train(LossReadInterval.every(64), "train.patience=60", "train.epochs=3");
        List<Integer> looks = new ArrayList<>();
        int steps = 0;
        for (String event : patient.events()) {
            steps += event.equals("step") ? 1 : 0;
            if (event.equals("look") && !looks.contains(steps)) {
                looks.add(steps);
            }
        }
        assertEquals(List.of(7, 14, 21), looks);
        assertEquals(3, patient.outcome().losses().size());
        assertEquals(
                train(LossReadInterval.every(1), "train.patience=60", "train.epochs=3")
                        .outcome(),
                patient.outcome());
    }

    @Test
    void thePaceChangesNoBit() {
        for (String[] overrides : new String[][] {
            {},
            {"train.epochs=90"},
            {"train.patience=2"},
            {"train.clip-norm=0.1"},
            {"train.augment=[{type: shift, pixels: 1}, noise]"},
            {"train.mixup=0.4"},
            {"train.average=0.9", "train.patience=2"},
            {"train.schedule={type: reduce-on-plateau, epochs: 1, factor: 0.5}", "train.watch=accuracy"},
            {"train.stop-at=0.5"}
        }) {
            Trained first = train(LossReadInterval.every(1), overrides);
            for (LossReadInterval pace :
                    List.of(LossReadInterval.every(5), LossReadInterval.every(64), LossReadInterval.upTo(64))) {
                Trained other = train(pace, overrides);
                assertEquals(first.outcome(), other.outcome());
                assertEquals(first.weights(), other.weights());
            }
        }
    }

    /** Checkpoints in memory: what was kept last, and all that was kept. */
    private static final class Held implements Checkpoints {

        private final Optional<Checkpoint> first;
        private final List<Checkpoint> kept = new ArrayList<>();

        Held(Optional<Checkpoint> first) {
            this.first = first;
        }

        Checkpoints.Of every(CheckpointInterval interval) {
            return new Checkpoints.Of(
                    this, new Checkpoints.Training(new TrialId("mlp", Map.of(), 0), "main"), interval);
        }

        @Override
        public Optional<Checkpoint> last(Training training) {
            return first;
        }

        @Override
        public void keep(Training training, Checkpoint checkpoint) {
            kept.add(checkpoint);
        }

        @Override
        public void forget(Collection<Training> trainings) {}
    }

    @Test
    void aTrainingGoesOnFromAnyCheckpointAsIfItHadNotBeenCutOff() {
        CheckpointInterval often = new CheckpointInterval.Steps(5);
        for (String[] overrides : new String[][] {
            {},
            {"train.steps=40"},
            {"train.patience=2"},
            {"train.augment=[{type: shift, pixels: 1}, noise]"},
            {"train.mixup=0.4"},
            {"train.average=0.9", "train.patience=2"},
            {"train.schedule={type: reduce-on-plateau, epochs: 1, factor: 0.5}", "train.watch=accuracy"},
            {"train.stop-at=0.5"},
            {"train.optimizer={type: sgd, rate: 1e14}", "train.epochs=20"}
        }) {
            // What is read for each minibatch is neither changed nor mixed.
            boolean changed = String.join(" ", overrides).matches(".*(augment|mixup).*");
            for (UnaryOperator<Column> columns : changed
                    ? List.<UnaryOperator<Column>>of(UnaryOperator.identity())
                    : List.<UnaryOperator<Column>>of(UnaryOperator.identity(), Unheld::of)) {
                Trained whole = train(columns, LossReadInterval.upTo(64), overrides);
                Held held = new Held(Optional.empty());
                assertEquals(
                        whole.outcome(),
                        train(columns, LossReadInterval.every(3), held.every(often), overrides)
                                .outcome());
                assertTrue(!held.kept.isEmpty() || whole.outcome().divergedAt() >= 0, String.join(" ", overrides));
                for (Checkpoint from : held.kept) {
                    Held later = new Held(Optional.of(from));
                    Trained rest = train(columns, LossReadInterval.every(64), later.every(often), overrides);
                    String what = String.join(" ", overrides) + " from step " + from.steps();
                    assertEquals(whole.outcome(), rest.outcome(), what);
                    assertEquals(whole.weights(), rest.weights(), what);
                    assertTrue(rest.steps() <= whole.outcome().steps() - from.steps() + 64, what);
                    assertTrue(rest.steps() > 0, what);
                    assertTrue(later.kept.stream().allMatch(each -> each.steps() > from.steps()), what);
                }
            }
        }
    }

    @Test
    void checkpointsAreWrittenAsOftenAsWasAskedFor() {
        Held epochs = new Held(Optional.empty());
        train(UnaryOperator.identity(), LossReadInterval.every(64), epochs.every(new CheckpointInterval.Epochs(2)));
        assertEquals(
                List.of(14L, 28L, 42L, 56L),
                epochs.kept.stream().map(Checkpoint::steps).toList());
        Held time = new Held(Optional.empty());
        train(
                UnaryOperator.identity(),
                LossReadInterval.every(10),
                time.every(new CheckpointInterval.Time(Duration.ZERO)));
        assertEquals(
                List.of(10L, 20L, 30L, 40L, 50L, 60L),
                time.kept.stream().map(Checkpoint::steps).toList(),
                "at each look");
        Held never = new Held(Optional.empty());
        train(UnaryOperator.identity(), LossReadInterval.every(1), never.every(new CheckpointInterval.Never()));
        assertEquals(List.of(), never.kept);
    }

    @Test
    void aDivergingStepIsTheSameHoweverLateItIsSeen() {
        String[] overrides = {"train.optimizer={type: sgd, rate: 1e14}", "train.epochs=20"};
        Trained first = train(LossReadInterval.every(1), overrides);
        long step = first.outcome().divergedAt();
        assertTrue(step > 2, "not at once: " + step);
        assertEquals(step, first.events().stream().filter("step"::equals).count());
        for (int n = 2; n <= 64; n++) {
            Trained late = train(LossReadInterval.every(n), overrides);
            assertEquals(first.outcome(), late.outcome(), "pace " + n);
            assertEquals(first.weights(), late.weights(), "pace " + n);
        }
    }

    @Test
    void whatIsReadForEachMinibatchGivesTheSameBitsAsWhatLiesInMemory() {
        for (String[] overrides : new String[][] {
            {},
            {"train.steps=40"},
            {"train.patience=2"},
            {"train.loss=mean-squared-error"},
            {"train.augment=[{type: shift, pixels: 1}, noise]"},
            {"train.augment=[flip]", "train.mixup=0.4", "train.steps=40"},
            {"train.mixup=0.4"},
            {"train.optimizer={type: sgd, rate: 1e14}", "train.epochs=20"}
        }) {
            Trained held = train(LossReadInterval.every(1), overrides);
            for (LossReadInterval pace : List.of(LossReadInterval.every(1), LossReadInterval.every(64))) {
                Trained read = train(Unheld::of, pace, overrides);
                assertEquals(held.outcome(), read.outcome(), String.join(" ", overrides));
                assertEquals(held.weights(), read.weights(), String.join(" ", overrides));
            }
        }
    }

    /** Images of k / 255, as floats and as bytes. */
    @Test
    void bytesGiveTheSameBitsAsFloats() {
        UnaryOperator<Column> floats =
                column -> column.name().equals(Examples.IMAGE) ? column.with(numbers(bytes(column))) : column;
        UnaryOperator<Column> bytes = column -> column.name().equals(Examples.IMAGE)
                ? column.with(new ByteRows(bytes(column), column.shape().size()))
                : column;
        for (String[] overrides : new String[][] {
            {},
            {"train.patience=2"},
            {"train.augment=[{type: shift, pixels: 1}, noise]"},
            {"train.augment=[flip]", "train.mixup=0.4"}
        }) {
            Trained held = train(floats, LossReadInterval.every(7), overrides);
            Trained small = train(bytes, LossReadInterval.every(7), overrides);
            assertEquals(held.outcome(), small.outcome(), String.join(" ", overrides));
            assertEquals(held.weights(), small.weights(), String.join(" ", overrides));
        }
    }

    private static byte[] bytes(Column column) {
        float[] values = column.values();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(values[i] * 255);
        }
        return bytes;
    }

    private static float[] numbers(byte[] bytes) {
        float[] numbers = new float[bytes.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (bytes[i] & 0xff) / 255f;
        }
        return numbers;
    }

    /**
     * Parameters are the number of the last step: also after a smaller batch, which has a program of its own, and when
     * steps are taken once more, since one before them diverged.
     */
    @Test
    void aNumberThatTheHostComputesIsThatOfTheStep() {
        for (int n : List.of(1, 5, 64)) {
            Trained counted = train(LossReadInterval.every(n), "train.optimizer=counting", "train.epochs=3");
            assertEquals(-1, counted.outcome().divergedAt());
            for (String parameter : counted.weights()) {
                assertTrue(!parameter.contains("kernel") || parameter.contains("[21.0, 21.0"), "pace " + n + parameter);
            }
            Trained diverged = train(LossReadInterval.every(n), "train.optimizer={type: counting, infinite: 17}");
            assertEquals(18, diverged.outcome().divergedAt(), "its loss is that of what step 17 left");
            assertTrue(
                    diverged.weights().stream().anyMatch(parameter -> parameter.contains("[18.0, 18.0")),
                    "pace " + n + diverged.weights());
        }
    }

    /** Makes each parameter the number of the step. */
    @Type("counting")
    @Describe("Counts.")
    public static final class Counting implements Optimizer<Counting.Settings> {

        /** When not to count. */
        public record Settings(
                @Describe("The step that gives infinity.") @Default("0")
                int infinite) {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public double rate(Settings settings) {
            return 1;
        }

        @Override
        public Value step(OptimizerScope scope, Settings settings, Value parameter, Value gradient) {
            Value t = scope.perStep("t", step -> step == settings.infinite() ? Double.POSITIVE_INFINITY : step);
            return Ops.expand(t, parameter.shape());
        }
    }

    @Test
    void thePaceFollowsTheTimeOfSteps() {
        LossReadInterval pace = LossReadInterval.upTo(64);
        assertEquals(1, pace.steps());
        for (int i = 0; i < 10; i++) {
            pace.took(pace.steps(), pace.steps() * 10_000L);
        }
        assertEquals(64, pace.steps());
        pace.took(64, 64 * 10_000_000L);
        assertEquals(5, pace.steps(), "fifty milliseconds");
        pace.took(5, 5 * 1_000_000_000L);
        assertEquals(1, pace.steps());
        pace.took(1, 0);
        assertEquals(2, pace.steps());
    }

    /** An engine that says when a training step is run and when its losses are read. */
    private record Watched(Engine engine, List<String> events) implements Engine {

        private record Seen(Buffer buffer, String name, List<String> events) implements Buffer {
            @Override
            public Shape shape() {
                return buffer.shape();
            }

            @Override
            public void write(float[] source) {
                buffer.write(source);
            }

            @Override
            public void write(int at, float[] source) {
                buffer.write(at, source);
            }

            @Override
            public void write(byte[] source) {
                buffer.write(source);
            }

            @Override
            public void write(int[] source) {
                buffer.write(source);
            }

            @Override
            public void read(float[] target) {
                events.add(name);
                buffer.read(target);
            }
        }

        @Override
        public String device() {
            return engine.device();
        }

        @Override
        public Buffer allocate(Shape shape) {
            return new Seen(engine.allocate(shape), "look", events);
        }

        @Override
        public Buffer allocate(Shape shape, ElementType type) {
            return new Seen(engine.allocate(shape, type), "look", events);
        }

        @Override
        public Executable compile(Program program, Map<Value, Buffer> leaves) {
            Map<Value, Buffer> own = new HashMap<>();
            leaves.forEach((leaf, buffer) -> own.put(leaf, ((Seen) buffer).buffer()));
            Executable executable = engine.compile(program, own);
            return new Executable() {
                @Override
                public void run() {
                    events.add(program.name().endsWith(".train") ? "step" : program.name());
                    executable.run();
                }

                @Override
                public Buffer output(String name) {
                    return new Seen(executable.output(name), "output " + name, events);
                }

                @Override
                public void close() {
                    executable.close();
                }
            };
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
