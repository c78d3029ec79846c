package dev.tenon.backend.cpu.kernels.loop;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Generates the class of a loop over a group of elementwise ops: each operand is read once, each result written once,
 * and intermediates stay in vector registers. In source, for {@code r = relu(x + y)}, it is
 *
 * <pre>
 * float[] x = arrays[registers[0]];
 * int xi = bases[registers[0]];
 * ...
 * for (int i = from; i &lt; to; i += F.length()) {
 *     FloatVector v0 = FloatVector.fromArray(F, x, xi + i);
 *     FloatVector v1 = FloatVector.fromArray(F, y, yi + i);
 *     FloatVector v2 = v0.add(v1);
 *     FloatVector v3 = v2.blend(0f, v2.compare(VectorOperators.LT, 0f));
 *     v3.intoArray(r, ri + i);
 * }
 * </pre>
 *
 * <p>Each function is the calls that {@link dev.tenon.backend.cpu.kernels.elementwise.VectorElementwise} makes, without
 * a method of ours around them: the compiler is sure to look into the library's methods, not into ours, and a call that
 * it leaves makes an object of every vector.
 */
final class LoopCompiler {
    private static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
    private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    private static final ClassDesc VECTOR = desc(FloatVector.class);
    private static final ClassDesc ANY = desc(Vector.class);
    private static final ClassDesc MASK = desc(VectorMask.class);
    private static final ClassDesc OPERATORS = desc(VectorOperators.class);
    private static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class);
    private static final ClassDesc LOOKUP = desc(MethodHandles.Lookup.class);
    private static final String FIELD = "F";

    /** Parameters of {@link CompiledLoop#run}, by local variable. */
    private static final int ARRAYS = 1;

    private static final int BASES = 2;
    private static final int REGISTERS = 3;
    private static final int FROM = 4;
    private static final int TO = 5;

    private final ClassDesc self;
    private final LoopBody.Code body;
    private final CodeBuilder code;
    private final int length;

    /**
     * For each register the local variable with its array, that with its base, and that with its vector: 0 before it
     * has one.
     */
    private final int[] arrays;

    private final int[] bases;
    private final int[] values;

    private LoopCompiler(ClassDesc self, LoopBody.Code body, CodeBuilder code, int length) {
        this.self = self;
        this.body = body;
        this.code = code;
        this.length = length;
        this.arrays = new int[body.registers()];
        this.bases = new int[body.registers()];
        this.values = new int[body.registers()];
    }

    /** The loop of a loop body with vectors of a species. */
    static CompiledLoop loop(LoopBody.Code body, VectorSpecies<Float> species) {
        // The start of the name tells the launcher's compiler commands that it is a vector kernel.
        ClassDesc self = ClassDesc.of(LoopCompiler.class.getPackageName(), "VectorLoop");
        byte[] bytes = ClassFile.of().build(self, builder -> write(builder, self, body, species.length()));
        return Specialization.of(bytes, CompiledLoop.class, species);
    }

    private static void write(ClassBuilder builder, ClassDesc self, LoopBody.Code body, int length) {
        builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                .withInterfaceSymbols(desc(CompiledLoop.class))
                .withField(FIELD, SPECIES, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL)
                .withMethodBody(
                        ConstantDescs.CLASS_INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_STATIC,
                        code -> code.invokestatic(desc(MethodHandles.class), "lookup", MethodTypeDesc.of(LOOKUP))
                                .invokestatic(desc(Specialization.class), "species", MethodTypeDesc.of(SPECIES, LOOKUP))
                                .putstatic(self, FIELD, SPECIES)
                                .return_())
                .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        0,
                        code -> code.aload(0)
                                .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_())
                .withMethodBody(
                        "run",
                        MethodTypeDesc.of(
                                ConstantDescs.CD_void,
                                FLOATS.arrayType(),
                                INTS,
                                INTS,
                                ConstantDescs.CD_int,
                                ConstantDescs.CD_int),
                        ClassFile.ACC_PUBLIC,
                        code -> new LoopCompiler(self, body, code, length).run());
    }

    private void run() {
        body.inMemory().forEach(this::locate);
        Label again = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(again).iload(FROM).iload(TO).if_icmpge(end);
        for (Instruction instruction : body.instructions()) {
            instruction.inputs().forEach(this::load);
            compute(instruction);
            keep(instruction.result());
            if (body.stored().contains(instruction.result())) {
                store(instruction.result());
            }
        }
        code.iinc(FROM, length).goto_(again).labelBinding(end).return_();
    }

    /** Reads where a register lies from the tables. */
    private void locate(int register) {
        int array = code.allocateLocal(TypeKind.REFERENCE);
        int base = code.allocateLocal(TypeKind.INT);
        code.aload(ARRAYS)
                .aload(REGISTERS)
                .loadConstant(register)
                .iaload()
                .aaload()
                .astore(array);
        code.aload(BASES)
                .aload(REGISTERS)
                .loadConstant(register)
                .iaload()
                .iaload()
                .istore(base);
        arrays[register] = array;
        bases[register] = base;
    }

    private void place(int register) {
        code.aload(arrays[register]).iload(bases[register]).iload(FROM).iadd();
    }

    private void load(int register) {
        if (values[register] == 0) {
            code.getstatic(self, FIELD, SPECIES);
            place(register);
            code.invokestatic(VECTOR, "fromArray", MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, ConstantDescs.CD_int));
            keep(register);
        }
    }

    private void keep(int register) {
        int value = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(value);
        values[register] = value;
    }

    private void store(int register) {
        code.aload(values[register]);
        place(register);
        code.invokevirtual(VECTOR, "intoArray", MethodTypeDesc.of(ConstantDescs.CD_void, FLOATS, ConstantDescs.CD_int));
    }

    /** Leaves the result on the stack. */
    private void compute(Instruction instruction) {
        switch (instruction) {
            case Instruction.Copy copy -> push(copy.x());
            case Instruction.Fma fma ->
                push(fma.x(), fma.y(), fma.z()).invokevirtual(VECTOR, "fma", MethodTypeDesc.of(VECTOR, ANY, ANY));
            case Instruction.Choose choose -> {
                push(choose.y(), choose.x());
                compare(choose.condition(), "NE");
                blend();
            }
            case Instruction.ChooseLess choose -> {
                push(choose.y(), choose.x());
                compare(choose.a(), "LT", choose.b());
                blend();
            }
            case Instruction.Apply1 apply -> {
                push(apply.x());
                switch (apply.kind()) {
                    case NEGATE -> call("neg");
                    case ABS -> call("abs");
                    case SQRT -> call("sqrt");
                    case RELU -> {
                        code.fconst_0();
                        compare(apply.x(), "LT");
                        blendNumber();
                    }
                    case EXP, LOG, TANH -> throw new IllegalArgumentException("a loop of its own: " + apply);
                }
            }
            case Instruction.Apply2 apply -> {
                int x = apply.x();
                int y = apply.y();
                switch (apply.kind()) {
                    case ADD -> call("add", x, y);
                    case SUBTRACT -> call("sub", x, y);
                    case MULTIPLY -> call("mul", x, y);
                    case DIVIDE -> call("div", x, y);
                    case MAX -> choose(x, y, "GT");
                    case MIN -> choose(x, y, "LT");
                    case LESS -> indicate(x, y, "LT");
                    case LESS_EQUAL -> indicate(x, y, "LE");
                    case EQUAL -> indicate(x, y, "EQ");
                }
            }
        }
    }

    private CodeBuilder push(int... registers) {
        for (int register : registers) {
            code.aload(values[register]);
        }
        return code;
    }

    private void call(String function) {
        code.invokevirtual(VECTOR, function, MethodTypeDesc.of(VECTOR));
    }

    private void call(String function, int x, int y) {
        push(x, y).invokevirtual(VECTOR, function, MethodTypeDesc.of(VECTOR, ANY));
    }

    /** x where it compares so with y, else y. */
    private void choose(int x, int y, String comparison) {
        push(y, x);
        compare(x, comparison, y);
        blend();
    }

    /** 1 where x compares so with y, else 0. */
    private void indicate(int x, int y, String comparison) {
        code.getstatic(self, FIELD, SPECIES)
                .invokestatic(VECTOR, "zero", MethodTypeDesc.of(VECTOR, SPECIES))
                .fconst_1();
        compare(x, comparison, y);
        blendNumber();
    }

    private void compare(int x, String comparison, int y) {
        push(x).getstatic(OPERATORS, comparison, COMPARISON);
        push(y).invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY));
    }

    /** With 0. */
    private void compare(int x, String comparison) {
        push(x).getstatic(OPERATORS, comparison, COMPARISON)
                .fconst_0()
                .invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, ConstantDescs.CD_float));
    }

    private void blend() {
        code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY, MASK));
    }

    private void blendNumber() {
        code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ConstantDescs.CD_float, MASK));
    }

    private static ClassDesc desc(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
