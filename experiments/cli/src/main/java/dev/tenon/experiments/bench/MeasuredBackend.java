package dev.tenon.experiments.bench;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Ceiling;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.backend.Timing;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A backend that adds up what another one is asked to do, over all of its engines. */
@Type("measured")
@Describe("Adds up the time that another backend takes.")
final class MeasuredBackend implements Backend {

    /** What an engine does. */
    enum Work {
        /** It is started and closed. */
        START,
        /** A program is prepared. */
        COMPILE,
        /** A program runs that changes parameters. */
        TRAIN,
        /** A program runs that changes none. */
        EVALUATE
    }

    private final Backend backend;
    private final Map<Work, LongAdder> nanos = new EnumMap<>(Work.class);
    private final Map<Work, LongAdder> counts = new EnumMap<>(Work.class);
    private final LongAdder multiplyAdds = new LongAdder();

    MeasuredBackend(Backend backend) {
        this.backend = backend;
        for (Work work : Work.values()) {
            nanos.put(work, new LongAdder());
            counts.put(work, new LongAdder());
        }
    }

    private interface Task<T> {
        T run();
    }

    private <T> T timed(Work work, Task<T> task) {
        long begun = System.nanoTime();
        T result = task.run();
        adder(nanos, work).add(System.nanoTime() - begun);
        return result;
    }

    private <T> T counted(Work work, Task<T> task) {
        adder(counts, work).increment();
        return timed(work, task);
    }

    private static LongAdder adder(Map<Work, LongAdder> of, Work work) {
        return Optional.ofNullable(of.get(work)).orElseThrow();
    }

    /** Seconds of all threads together that called engines; of work that an engine does later, not all. */
    double seconds(Work work) {
        return adder(nanos, work).sum() / 1e9;
    }

    long count(Work work) {
        return adder(counts, work).sum();
    }

    /** Of all programs that ran. */
    long multiplyAdds() {
        return multiplyAdds.sum();
    }

    @Override
    public Availability probe() {
        return backend.probe();
    }

    @Override
    public int opSet() {
        return OpSet.VERSION; // What the other lacks is expanded below.
    }

    @Override
    public Engine start(EngineOptions options) {
        return new Measured(counted(Work.START, () -> Engine.of(backend, options)));
    }

    private final class Measured implements Engine {
        private final Engine engine;

        Measured(Engine engine) {
            this.engine = engine;
        }

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
            return engine.allocate(shape, type);
        }

        @Override
        public Executable compile(Program program, Map<Value, Buffer> leaves) {
            return new MeasuredProgram(program, counted(Work.COMPILE, () -> engine.compile(program, leaves)));
        }

        @Override
        public void threads(int threads) {
            engine.threads(threads);
        }

        @Override
        public Optional<Ceiling> ceiling() {
            return engine.ceiling();
        }

        @Override
        public void close() {
            timed(Work.START, () -> {
                engine.close();
                return true;
            });
        }
    }

    private final class MeasuredProgram implements Executable {
        private final Work work;
        private final long cost;
        private final Executable executable;

        MeasuredProgram(Program program, Executable executable) {
            this.work = program.updates().isEmpty() ? Work.EVALUATE : Work.TRAIN;
            this.cost = program.multiplyAdds();
            this.executable = executable;
        }

        @Override
        public void run() {
            multiplyAdds.add(cost);
            counted(work, () -> {
                executable.run();
                return true;
            });
        }

        @Override
        public List<Timing> profile() {
            return executable.profile();
        }

        @Override
        public Buffer output(String name) {
            return executable.output(name);
        }

        @Override
        public void close() {
            executable.close();
        }
    }
}
