package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.testing.TestJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plugin of any kind that draws random numbers of its own is refused by name before anything is trained. */
final class UnrepeatablePluginsTest {

    private static final String HEAD = """
            package org.dice;
            import dev.tenon.api.data.*;
            import dev.tenon.api.graph.*;
            import dev.tenon.api.layer.*;
            import dev.tenon.api.numerics.RandomStream;
            import dev.tenon.api.optimizer.*;
            import dev.tenon.api.plugin.*;
            import dev.tenon.api.settings.*;
            import dev.tenon.api.augmentation.*;
            import dev.tenon.api.training.*;
            import java.util.*;
            """;

    private static final String FILE = """
            experiment: mine
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {epochs: 1, examples: 64, loss: softmax-cross-entropy}
            arms:
              plain:
                layers: [{id: culprit, type: tanh}, flatten, {type: dense, units: 10}]
            design: {seeds: 2}
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void installs() {
        jar().write(folder.resolve("plugins/dice.jar"));
    }

    /** Each draws from a {@code java.util.Random}, but the last two layers, which draw from what they are given. */
    private static TestJar jar() {
        return new TestJar()
                .module("""
                        module org.dice {
                            requires dev.tenon.api;
                            opens org.dice;
                            provides dev.tenon.api.data.Dataset with org.dice.DiceData;
                            provides dev.tenon.api.layer.Layer with
                                org.dice.DiceLayer, org.dice.DiceWeights, org.dice.DiceState, org.dice.DiceTraining,
                                org.dice.DiceSize, org.dice.FairLayer;
                            provides dev.tenon.api.training.Loss with org.dice.DiceLoss;
                            provides dev.tenon.api.training.Metric with org.dice.DiceMetric;
                            provides dev.tenon.api.training.Schedule with org.dice.DiceSchedule;
                            provides dev.tenon.api.training.Initializer with org.dice.DiceInitializer;
                            provides dev.tenon.api.optimizer.Optimizer with org.dice.DiceOptimizer;
                            provides dev.tenon.api.augmentation.Augmentation with org.dice.DiceAugmentation;
                        }
                        """)
                .source("org/dice/DiceLayer.java", layer("DiceLayer", "dice-layer", """
                        return Ops.multiply(inputs.getFirst(), Ops.constant(new Random().nextFloat()));"""))
                .source("org/dice/DiceTraining.java", layer("DiceTraining", "dice-training", """
                        return scope.training()
                                ? Ops.multiply(inputs.getFirst(), Ops.constant(new Random().nextFloat()))
                                : inputs.getFirst();"""))
                .source("org/dice/DiceSize.java", layer("DiceSize", "dice-size", """
                        Value weight = scope.parameter("w", Shape.of(1 + new Random().nextInt(1 << 12)),
                                new Part<Initializer<?>>(new DiceInitializer(), new NoSettings()));
                        return Ops.add(inputs.getFirst(), Ops.mean(weight));"""))
                .source("org/dice/DiceWeights.java", layer("DiceWeights", "dice-weights", """
                        Value weight = scope.parameter("w", Shape.scalar(),
                                new Part<Initializer<?>>(new DiceInitializer(), new NoSettings()));
                        return Ops.multiply(inputs.getFirst(), weight);"""))
                .source("org/dice/DiceState.java", layer("DiceState", "dice-state", """
                        Value state = scope.state("s", Shape.scalar(), 0);
                        scope.update(state, Ops.add(state, Ops.constant(new Random().nextFloat())));
                        return Ops.multiply(inputs.getFirst(), state);"""))
                .source("org/dice/FairLayer.java", layer("FairLayer", "fair-layer", """
                        Value state = scope.state("s", Shape.scalar(), 1);
                        scope.update(state, Ops.add(state, Ops.constant(0.5f)));
                        Value noise = scope.uniform("noise", inputs.getFirst().shape());
                        return Ops.multiply(inputs.getFirst(), Ops.multiply(state, noise));"""))
                .source(
                        "org/dice/DiceInitializer.java",
                        service("DiceInitializer", "dice", "Initializer<NoSettings>", """
                        public Class<NoSettings> settings() { return NoSettings.class; }
                        public float[] values(NoSettings s, Shape shape, RandomStream random) {
                            float[] values = new float[shape.size()];
                            Random own = new Random();
                            for (int i = 0; i < values.length; i++) { values[i] = own.nextFloat(); }
                            return values;
                        }"""))
                .source("org/dice/DiceLoss.java", service("DiceLoss", "dice-loss", "Loss<NoSettings>", """
                        public Class<NoSettings> settings() { return NoSettings.class; }
                        public Targets targets() { return Targets.CLASSES; }
                        public Value apply(NoSettings s, Value output, Value target) {
                            Value all = Ops.multiply(output, Ops.constant(new Random().nextFloat()));
                            return Ops.sum(all, 1);
                        }"""))
                .source("org/dice/DiceMetric.java", service("DiceMetric", "dice", "Metric<NoSettings>", """
                        public Class<NoSettings> settings() { return NoSettings.class; }
                        public boolean takes(NoSettings settings, Targets targets, int units) { return true; }
                        public boolean higherIsBetter() { return true; }
                        public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
                            return new Random().nextDouble();
                        }"""))
                .source("org/dice/DiceSchedule.java", service("DiceSchedule", "dice", "Schedule<NoSettings>", """
                        public Class<NoSettings> settings() { return NoSettings.class; }
                        public double factor(NoSettings s, long step, long stepsPerEpoch, long totalSteps) {
                            return new Random().nextDouble();
                        }"""))
                .source(
                        "org/dice/DiceAugmentation.java",
                        service("DiceAugmentation", "dice", "Augmentation<NoSettings>", """
                        public Class<NoSettings> settings() { return NoSettings.class; }
                        public Change draw(NoSettings s, Shape image, RandomStream random) {
                            float more = new Random().nextFloat();
                            return Change.repaint((pixels, shape, drawn) -> pixels[0] += more);
                        }"""))
                .source("org/dice/DiceOptimizer.java", service("DiceOptimizer", "dice", "Optimizer<NoSettings>", """
                        public Class<NoSettings> settings() { return NoSettings.class; }
                        public double rate(NoSettings s) { return 0.1; }
                        public Value step(OptimizerScope scope, NoSettings s, Value parameter, Value gradient) {
                            return Ops.subtract(parameter, Ops.multiply(gradient, Ops.constant(new Random().nextFloat())));
                        }"""))
                .source("org/dice/DiceData.java", service("DiceData", "dice", "Dataset<DiceData.Below>", """
                        public record Below(DatasetName of) {}
                        public Class<Below> settings() { return Below.class; }
                        public Examples load(DatasetScope scope, Below s) throws java.io.IOException {
                            Examples below = scope.dataset(s.of());
                            float[] images = below.images().clone();
                            images[0] = new Random().nextFloat();
                            return Examples.of(below.image(), images)
                                    .classes(below.targets().clone(), below.names())
                                    .split(Split.TRAIN, below.split(Split.TRAIN))
                                    .split(Split.TEST, below.split(Split.TEST))
                                    .build();
                        }"""));
    }

    private static String layer(String name, String type, String body) {
        return service(name, type, "Layer<NoSettings>", """
                public Class<NoSettings> settings() { return NoSettings.class; }
                public Value apply(LayerScope scope, NoSettings s, List<Value> inputs) {
                    %s
                }""".formatted(body));
    }

    private static String service(String name, String type, String kind, String body) {
        return HEAD + "@Type(\"" + type + "\")\npublic final class " + name + " implements " + kind + " {\n" + body
                + "\n}\n";
    }

    private static Cli tenon(String command, Path file, Object... more) {
        Object[] all = new Object[more.length + 4];
        System.arraycopy(new Object[] {command, file, "--plugins", folder.resolve("plugins")}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return Cli.run(all);
    }

    private static Path file(String name, String old, String changed) throws IOException {
        assertTrue(FILE.contains(old), old);
        return Files.writeString(folder.resolve(name + ".yaml"), FILE.replace(old, changed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            layer | type: tanh | type: dice-layer | 8:14: layer culprit (dice-layer) gave another network when it was built again | org.dice.DiceLayer may draw random numbers only from scope.uniform
            training | type: tanh | type: dice-training | 8:14: layer culprit (dice-training) gave another network | org.dice.DiceTraining may draw
            size | type: tanh | type: dice-size | 8:14: layer culprit (dice-size) gave another network | org.dice.DiceSize may draw
            state | type: tanh | type: dice-state | 8:14: layer culprit (dice-state) gave another network | org.dice.DiceState may draw
            weights | type: tanh | type: dice-weights | 8:14: layer culprit (dice-weights): initializer dice gave w other first values | org.dice.DiceInitializer may draw only from the RandomStream that it is given
            activation | type: tanh | type: conv2d, kernel: 3, filters: 2, activation: dice-layer | 8:14: layer culprit (conv2d) gave another network | org.dice.DiceLayer may draw
            initializer | type: dense, units: 10 | type: dense, id: last, units: 10, initializer: dice | layer last (dense): initializer dice gave kernel other first values | org.dice.DiceInitializer may draw only from the RandomStream
            loss | loss: softmax-cross-entropy | loss: dice-loss | 7:3: loss dice-loss gave another computation when asked again | org.dice.DiceLoss must draw no random numbers
            schedule | examples: 64 | examples: 64, schedule: dice | 7:3: schedule dice gave another rate when asked again | org.dice.DiceSchedule must draw no
            optimizer | examples: 64 | examples: 64, optimizer: dice | 7:3: optimizer dice gave another step when asked again | org.dice.DiceOptimizer must draw no
            augmentation | examples: 64 | examples: 64, augment: [flip, dice] | 7:3: augmentation dice gave another example when asked again | org.dice.DiceAugmentation may draw only from the RandomStream
            metric | design: | compare: {primary: test.dice}\\ndesign: | cannot be measured by test.dice (compare.primary), which gave another value | org.dice.DiceMetric must draw no
            data | data: {digits: {type: uci-digits}} | data: {digits: {type: dice, of: below}, below: {type: uci-digits}} | 2:8: data set digits (dice): gave other examples when it was loaded again | org.dice.DiceData may draw only from scope.random and scope.split
            """)
    void isRefusedByName(String kind, String old, String changed, String what, String remedy) throws IOException {
        Path file = file(kind, old, changed.replace("\\n", "\n"));
        for (String command : List.of("check", "run")) {
            Path out = folder.resolve("run-" + kind);
            Cli cli = command.equals("run") ? tenon(command, file, "--out", out) : tenon(command, file);
            assertEquals(2, cli.code(), cli.err());
            assertTrue(cli.err().contains(what), cli.err());
            assertTrue(cli.err().contains(remedy), cli.err());
            assertTrue(cli.err().contains("so no run could be repeated"), cli.err());
            assertFalse(Files.exists(out));
        }
    }

    @Test
    void whatDrawsFromItsScopeIsNot() throws IOException {
        Cli cli = tenon("check", file("fair", "type: tanh", "type: fair-layer"));
        assertEquals(0, cli.code(), cli.err());
    }
}
