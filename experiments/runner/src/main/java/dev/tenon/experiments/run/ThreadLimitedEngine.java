package dev.tenon.experiments.run;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Ceiling;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.backend.Timing;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** An engine that asks before each run how many threads it may use. */
final class ThreadLimitedEngine implements Engine {
    private final Engine engine;
    private final IntSupplier share;
    private int threads;

    /**
     * Starts a backend.
     *
     * @param share how many threads it may use now
     */
    ThreadLimitedEngine(Backend backend, IntSupplier share) {
        this.share = share;
        this.threads = share.getAsInt();
        this.engine = Engine.of(backend, new EngineOptions(threads));
    }

    private void adjust() {
        int now = share.getAsInt();
        if (now != threads) {
            threads = now;
            engine.threads(now);
        }
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
        return new Sharing(engine.compile(program, leaves));
    }

    @Override
    public Optional<Ceiling> ceiling() {
        return engine.ceiling();
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class Sharing implements Executable {
        private final Executable executable;

        Sharing(Executable executable) {
            this.executable = executable;
        }

        @Override
        public void run() {
            adjust();
            executable.run();
        }

        @Override
        public List<Timing> profile() {
            adjust();
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
