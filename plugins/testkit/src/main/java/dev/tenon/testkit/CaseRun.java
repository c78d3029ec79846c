package dev.tenon.testkit;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Value;
import dev.tenon.testkit.cases.Case;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Runs a case on an engine and compares every output of every run, and all leaves afterwards. */
final class CaseRun {
    private final Engine engine;
    private final Case test;
    private final Map<Value, Buffer> buffers = new LinkedHashMap<>();

    /** The threads of the next runs, one after the other; none if they stay the same. */
    private final int[] threads;

    private int runs;

    private CaseRun(Engine engine, Case test, int... threads) {
        this.engine = engine;
        this.test = test;
        this.threads = threads;
    }

    /** Runs it twice from its beginning, so that nothing may be left over from the first time. */
    static void check(Engine engine, Case test) {
        new CaseRun(engine, test).check();
    }

    /** The same with other numbers of threads from run to run. */
    static void changingThreads(Engine engine, Case test, int... threads) {
        new CaseRun(engine, test, threads).check();
    }

    private void check() {
        test.leaves().forEach((leaf, values) -> buffers.put(leaf, engine.allocate(leaf.shape(), leaf.type())));
        try (Executable executable = engine.compile(test.program(), buffers)) {
            for (String time : new String[] {"", " (second time)"}) {
                test.leaves().forEach((leaf, values) -> write(leaf, values));
                run(executable, time);
            }
        }
    }

    private void write(Value leaf, float[] values) {
        switch (leaf.type()) {
            case FLOAT32 -> buffer(leaf).write(values);
            case UINT8 -> {
                byte[] bytes = new byte[values.length];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (int) values[i];
                }
                buffer(leaf).write(bytes);
            }
            case INT32 ->
                buffer(leaf)
                        .write(IntStream.range(0, values.length)
                                .map(i -> (int) values[i])
                                .toArray());
        }
    }

    private void run(Executable executable, String time) {
        Case.Expected expected = test.expected();
        for (int step = 0; step < test.steps(); step++) {
            if (threads.length > 0) {
                engine.threads(threads[runs++ % threads.length]);
            }
            executable.run();
            String when = test.name() + ", run " + step + time;
            expected.outputs().get(step).forEach((name, values) -> {
                Buffer output = executable.output(name);
                compare(when + ", output " + name, output, values);
            });
        }
        expected.leaves()
                .forEach((leaf, values) ->
                        compare(test.name() + time + ", " + leaf + " afterwards", buffer(leaf), values));
    }

    private static void compare(String what, Buffer buffer, float[] expected) {
        float[] actual = new float[buffer.shape().size()];
        buffer.read(actual);
        Bits.assertSame(what, buffer.shape(), expected, actual);
    }

    private Buffer buffer(Value leaf) {
        return Objects.requireNonNull(buffers.get(leaf));
    }
}
