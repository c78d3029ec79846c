package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.experiments.plugin.Services;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A whole experiment on pixels that are bytes, by a backend that has bytes and by one from before there were any. */
final class OlderBackendTest {

    private static final String TEXT = """
            experiment: bytes
            data: {squares: squares}
            defaults:
              data: squares
              train: {epochs: 1, batch: 64, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.1}}
            arms:
              small:
                layers: [{type: conv2d, filters: 2, kernel: 3, activation: relu}, global-max-pool, {type: dense, units: 2}]
            analyses: [feature-maps]
            design: {seeds: 1}
            compare: {primary: test.accuracy}
            """;

    /** Pixels of 16 x 16 from 0 to 255, darker in one class than in the other, as a file would have them. */
    @Type("squares")
    @Describe("Squares, dark or light.")
    public static final class Squares implements Dataset<NoSettings> {
        /** A data set without state. */
        public Squares() {}

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Examples load(DatasetScope scope, NoSettings settings) {
            float[] classes = new float[400];
            for (int i = 0; i < classes.length; i++) {
                classes[i] = i % 2;
            }
            Rows pixels = Rows.of(classes.length, (index, into, at) -> {
                for (int i = 0; i < 256; i++) {
                    into[at + i] = ((37 * index + 11 * i) % 128 + (i % 3 == 0 ? index % 2 * 100 : 0)) / 255f;
                }
            });
            return Examples.of(Column.image("image", Shape.of(16, 16, 1), pixels))
                    .classes(classes, List.of("dark", "light"))
                    .split(Split.TRAIN, IntStream.range(0, 300).toArray())
                    .split(Split.TEST, IntStream.range(300, 400).toArray())
                    .build();
        }
    }

    private static final AtomicInteger BYTES = new AtomicInteger();

    private static Backend cpu() {
        return Backends.ready(Services.installed(), "cpu");
    }

    /** Says nothing of its set of ops, and fails as a switch without a default does. */
    @Type("older")
    @Describe("Runs programs in the first set of ops alone.")
    public static class Older implements Backend {
        /** A backend without state. */
        public Older() {}

        @Override
        public Availability probe() {
            return cpu().probe();
        }

        @Override
        public Engine start(EngineOptions options) {
            return new Looking(Engine.of(cpu(), options), opSet());
        }
    }

    /** The same with all ops. */
    @Type("newer")
    @Describe("Runs programs in all ops.")
    public static final class Newer extends Older {
        /** A backend without state. */
        public Newer() {}

        @Override
        public int opSet() {
            return OpSet.VERSION;
        }
    }

    private record Looking(Engine engine, int version) implements Engine {
        @Override
        public String device() {
            return engine.device();
        }

        @Override
        public Buffer allocate(Shape shape) {
            return engine.allocate(shape);
        }

        @Override
        public Buffer allocate(Shape shape, ElementType type) {
            BYTES.addAndGet(type == ElementType.UINT8 ? 1 : 0);
            return engine.allocate(shape, type);
        }

        @Override
        public Executable compile(Program program, Map<Value, Buffer> leaves) {
            for (Value value : program.values()) {
                if (OpSet.since(value.op()) > version) {
                    throw new MatchException("no case for " + value.op(), null);
                }
            }
            return engine.compile(program, leaves);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private static ExperimentResult run(Backend backend) {
        Services services = Trials.services(backend, new Squares());
        return new ExperimentRunner(services, Trials.NO_RUN)
                .run(Trials.plan(services, TEXT), new RunOptions(backend.type(), 1, Path.of("")), new Trials.Deaf() {});
    }

    @Test
    void givesTheSameBits() {
        ExperimentResult newer = run(new Newer());
        assertTrue(BYTES.get() > 0, "pixels lie on the device as bytes");
        BYTES.set(0);
        ExperimentResult older = run(new Older());
        assertEquals(0, BYTES.get());
        assertEquals(TrialRecord.Status.COMPLETED, older.trials().getFirst().status());
        assertEquals(Trials.bits(newer), Trials.bits(older));
        List<Finding> findings = older.trials().getFirst().findings();
        assertEquals(
                newer.trials().getFirst().findings().getFirst().details(),
                findings.getFirst().details());
    }
}
