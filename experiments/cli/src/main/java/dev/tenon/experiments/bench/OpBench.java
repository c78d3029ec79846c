package dev.tenon.experiments.bench;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Ceiling;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Cost;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures single ops in this process. */
public final class OpBench {

    /** Of each op before any is measured, so that a compiler has seen all of them; as a part of the warm-up. */
    private static final double REHEARSAL = 0.5;

    private final Backend backend;

    /** On a backend that can run here. */
    public OpBench(Backend backend) {
        this.backend = backend;
    }

    /**
     * Measures some ops.
     *
     * @param about told of each before it is measured
     */
    public List<OpResult> measure(List<OpCase> cases, int threads, Pace pace, Consumer<OpCase> about) {
        Pace rehearsal = new Pace(REHEARSAL * pace.warmSeconds(), 1, 1e-6);
        for (OpCase one : cases) {
            try (Engine engine = Engine.of(backend, new EngineOptions(threads));
                    Executable executable = compile(engine, one)) {
                TimingWindows.of(executable::run, rehearsal);
            }
        }
        List<TimingWindows> speeds = new ArrayList<>();
        for (OpCase one : cases) {
            about.accept(one);
            try (Engine engine = Engine.of(backend, new EngineOptions(threads));
                    Executable executable = compile(engine, one)) {
                speeds.add(TimingWindows.of(executable::run, pace));
            }
        }
        try (Engine engine = Engine.of(backend, new EngineOptions(threads))) {
            Optional<Ceiling> ceiling = engine.ceiling();
            List<OpResult> results = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                results.add(result(cases.get(i), threads, engine.device(), speeds.get(i), ceiling));
            }
            return List.copyOf(results);
        }
    }

    private OpResult result(OpCase one, int threads, String device, TimingWindows speed, Optional<Ceiling> ceiling) {
        Program program = program(one);
        double flops =
                2.0 * program.values().stream().mapToLong(Cost::multiplyAdds).sum();
        return new OpResult(
                one.kind(),
                one.shape(),
                threads,
                backend.type(),
                device,
                speed,
                1e6 / speed.median(),
                flops * speed.median() / 1e9,
                bytes(program) * speed.median() / 1e9,
                ceiling.map(c -> c.flops() / 1e9).orElse(0.0),
                ceiling.map(c -> c.bytes() / 1e9).orElse(0.0));
    }

    private static double bytes(Program program) {
        long floats = 0;
        for (Value leaf : program.leaves()) {
            floats += leaf.shape().size();
        }
        for (Value output : program.outputs().values()) {
            floats += output.shape().size();
        }
        return (double) Float.BYTES * floats;
    }

    private static Program program(OpCase one) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (int i = 0; i < one.results().size(); i++) {
            outputs.put("result-" + i, one.results().get(i));
        }
        return Program.of(one.name(), outputs, Map.of());
    }

    private static Executable compile(Engine engine, OpCase one) {
        Program program = program(one);
        Map<Value, Buffer> leaves = new LinkedHashMap<>();
        for (Value leaf : program.leaves()) {
            Buffer buffer = engine.allocate(leaf.shape());
            buffer.write(values(leaf));
            leaves.put(leaf, buffer);
        }
        return engine.compile(program, leaves);
    }

    /** Normal numbers; whole ones for what are classes and row numbers. */
    private static float[] values(Value leaf) {
        String name = leaf.op() instanceof Primitive.Leaf named ? named.name() : "";
        boolean whole = name.equals("labels") || name.equals("indices");
        RandomStream random = new RandomStream(1, "bench/" + name);
        // A few thousand different numbers are as good as millions, and made at once.
        float[] some = new float[Math.min(leaf.shape().size(), 4093)];
        for (int i = 0; i < some.length; i++) {
            some[i] = whole ? random.nextInt(10) : (float) random.nextGaussian();
        }
        float[] all = new float[leaf.shape().size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = some[i % some.length];
        }
        return all;
    }
}
