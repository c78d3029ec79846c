package dev.tenon.api.backend;

import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.Map;
import java.util.Optional;

/** A started backend: it holds tensors and runs programs on them. Used by one thread at a time. */
public interface Engine extends AutoCloseable {

    /**
     * Starts a backend such that it takes every program: what is newer than its {@linkplain Backend#opSet set of ops} is done by what it
     * has. This is how a backend is started, unless it has all ops.
     *
     * @throws IllegalStateException if {@link Backend#probe} says it is unavailable, or it says that it has a set of ops that does not exist
     */
    static Engine of(Backend backend, EngineOptions options) {
        int version = backend.opSet();
        if (version < OpSet.FIRST || version > OpSet.VERSION) {
            throw new IllegalStateException("backend " + backend.type() + " says that it has op set " + version
                    + ", and there are " + OpSet.FIRST + " to " + OpSet.VERSION
                    + "; use the version of it that was made for this one, or another backend");
        }
        Engine engine = backend.start(options);
        return version == OpSet.VERSION ? engine : new NarrowEngine(engine, version);
    }

    /** What it runs on, for people. */
    String device();

    /** A tensor on the device, all 0. */
    Buffer allocate(Shape shape);

    /**
     * A tensor on the device for a leaf of a type, all 0. A backend without room for other types than float32 keeps floats, and turns
     * whole numbers into these when they are written.
     */
    default Buffer allocate(Shape shape, ElementType type) {
        return allocate(shape);
    }

    /**
     * Prepares a program.
     *
     * @param leaves for each of the program's leaves the tensor it stands for; several programs may share tensors,
     *     which is how training and evaluation see the same parameters
     * @throws IllegalArgumentException if a leaf has no buffer, or one of another shape or engine
     */
    Executable compile(Program program, Map<Value, Buffer> leaves);

    /**
     * Says how many processor threads it may use from the next run of a program on, for example when others have finished. No result
     * depends on it. A backend that computes elsewhere need not listen.
     *
     * @param threads at least 1
     * @throws IllegalArgumentException if it is less
     */
    default void threads(int threads) {}

    /**
     * Measures what the device can do at best, on as many threads as the engine has; takes less than a second.
     *
     * @return empty if the backend cannot tell
     */
    default Optional<Ceiling> ceiling() {
        return Optional.empty();
    }

    /** Frees everything it holds. */
    @Override
    void close();
}
