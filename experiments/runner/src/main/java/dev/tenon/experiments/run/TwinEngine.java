package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Two engines that are given the same, and compared after each run of a program, to the bit. Where a result differs, the run is
 * taken back and its ops are compared in the program's order: all inputs of the first that differs are equal, so it is where the
 * difference arises.
 */
final class TwinEngine implements Engine {

    private final Side first;
    private final Side second;

    /**
     * One of the two.
     *
     * @param name for people
     */
    record Side(String name, Engine engine) {}

    TwinEngine(Side first, Side second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public String device() {
        return first.engine().device() + "; " + second.engine().device();
    }

    @Override
    public Buffer allocate(Shape shape) {
        return allocate(shape, ElementType.FLOAT32);
    }

    @Override
    public Buffer allocate(Shape shape, ElementType type) {
        return new Twin(first.engine().allocate(shape, type), second.engine().allocate(shape, type));
    }

    @Override
    public Executable compile(Program program, Map<Value, Buffer> leaves) {
        Map<Value, Twin> twins = new LinkedHashMap<>();
        program.leaves().forEach(leaf -> twins.put(leaf, (Twin) Objects.requireNonNull(leaves.get(leaf))));
        return new Compared(program, twins, compiled(program, twins));
    }

    private Both compiled(Program program, Map<Value, Twin> leaves) {
        Map<Value, Buffer> ones = new LinkedHashMap<>();
        Map<Value, Buffer> others = new LinkedHashMap<>();
        for (Value leaf : program.leaves()) {
            Twin twin = Objects.requireNonNull(leaves.get(leaf));
            ones.put(leaf, twin.one());
            others.put(leaf, twin.other());
        }
        Executable one = first.engine().compile(program, ones);
        return new Both(one, second.engine().compile(program, others));
    }

    @Override
    public void threads(int threads) {
        first.engine().threads(threads);
    }

    @Override
    public void close() {
        first.engine().close();
        second.engine().close();
    }

    /** A tensor on both. Read from the first: as long as no difference was found, the second has the same. */
    private record Twin(Buffer one, Buffer other) implements Buffer {

        @Override
        public Shape shape() {
            return one.shape();
        }

        @Override
        public void write(float[] source) {
            one.write(source);
            other.write(source);
        }

        @Override
        public void write(int at, float[] source) {
            one.write(at, source);
            other.write(at, source);
        }

        @Override
        public void write(byte[] source) {
            one.write(source);
            other.write(source);
        }

        @Override
        public void write(int[] source) {
            one.write(source);
            other.write(source);
        }

        @Override
        public void read(float[] target) {
            one.read(target);
        }

        @Override
        public void read(int from, float[] target) {
            one.read(from, target);
        }

        @Override
        public void close() {
            one.close();
            other.close();
        }

        float[] values() {
            return values(one);
        }

        private static float[] values(Buffer buffer) {
            float[] values = new float[buffer.shape().size()];
            buffer.read(values);
            return values;
        }

        /** The first number that is not the same bits, in words; what is not a number has many patterns that are as good. */
        Optional<String> difference(String firstName, String secondName) {
            float[] ones = values(one);
            float[] others = values(other);
            for (int i = 0; i < ones.length; i++) {
                if (Float.floatToIntBits(ones[i]) != Float.floatToIntBits(others[i])) {
                    return Optional.of("number " + (i + 1) + " of " + ones.length + " is " + ones[i] + " on "
                            + firstName + " and " + others[i] + " on " + secondName);
                }
            }
            return Optional.empty();
        }
    }

    private record Both(Executable one, Executable other) implements Executable {

        @Override
        public void run() {
            one.run();
            other.run();
        }

        @Override
        public Twin output(String name) {
            return new Twin(one.output(name), other.output(name));
        }

        @Override
        public void close() {
            one.close();
            other.close();
        }
    }

    private final class Compared implements Executable {

        private final Program program;
        private final Map<Value, Twin> leaves;
        private final Both both;

        Compared(Program program, Map<Value, Twin> leaves, Both both) {
            this.program = program;
            this.leaves = leaves;
            this.both = both;
        }

        @Override
        public void run() {
            Map<Twin, float[]> before = new LinkedHashMap<>();
            program.updates()
                    .keySet()
                    .forEach(leaf -> before.put(twin(leaf), twin(leaf).values()));
            both.run();
            Optional<String> found = difference();
            if (found.isPresent()) {
                before.forEach(Twin::write);
                throw new DifferenceException("program " + program.name() + ": " + firstOp(found.get()));
            }
        }

        private Twin twin(Value leaf) {
            return Objects.requireNonNull(leaves.get(leaf));
        }

        private Optional<String> difference(Twin of, String what) {
            return of.difference(first.name(), second.name()).map(words -> what + ": " + words);
        }

        private Optional<String> difference() {
            for (String output : program.outputs().keySet()) {
                Optional<String> found = difference(both.output(output), "output " + output);
                if (found.isPresent()) {
                    return found;
                }
            }
            return program.updates().keySet().stream()
                    .flatMap(leaf -> difference(twin(leaf), "the next " + name(leaf)).stream())
                    .findFirst();
        }

        /**
         * The first op that differs. Where each is right when its result is asked for, what an op is joined with matters: then they are
         * asked for one after the other, each alone.
         */
        private String firstOp(String difference) {
            List<Value> computed = program.values().stream()
                    .filter(value -> !(value.op() instanceof Primitive.Leaf))
                    .toList();
            return firstOf(computed)
                    .or(() -> computed.stream()
                            .flatMap(value -> firstOf(List.of(value)).stream())
                            .findFirst()
                            .map(words -> words
                                    + "; when the results before it are requested too, it does not differ: the backend fuses it with "
                                    + "them"))
                    .orElse(difference
                            + "; no op differs when its result is requested, so the backend fuses ops wrongly, or not the same "
                            + "way each time");
        }

        private Optional<String> firstOf(List<Value> asked) {
            Map<String, Value> outputs = new LinkedHashMap<>();
            asked.forEach(value -> outputs.put(label(value), value));
            try (Both probe = compiled(Program.of(program.name(), outputs, Map.of()), leaves)) {
                probe.run();
                return asked.stream()
                        .flatMap(value -> difference(probe.output(label(value)), described(value)).stream())
                        .findFirst();
            }
        }

        private String label(Value value) {
            return "op " + (program.values().indexOf(value) + 1);
        }

        private String described(Value value) {
            String inputs = value.inputs().stream().map(this::name).collect(Collectors.joining(", "));
            return label(value) + " of " + program.values().size() + ", " + value
                    + (inputs.isEmpty() ? "" : " of " + inputs);
        }

        private String name(Value value) {
            Op op = value.op();
            return op instanceof Primitive.Leaf leaf ? leaf.name() : label(value);
        }

        @Override
        public Buffer output(String name) {
            return both.output(name);
        }

        @Override
        public void close() {
            both.close();
        }
    }
}
