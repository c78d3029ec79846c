package dev.tenon.backend.cpu.kernels;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes the class of a loop over a stretch of elementwise functions: each element of an operand is read once, each result
 * written once, and what passes between functions stays in vector registers. In source, for {@code r = relu(x + y)}, it is
 *
 * <pre>
 * float[] x = arrays[registers[0]];
 * int xi = bases[registers[0]];
 * ...
 * for (int i = from; i &lt; to; i += F.length()) {
 *     FloatVector v0 = FloatVector.fromArray(F, x, xi + i);
 *     FloatVector v1 = FloatVector.fromArray(F, y, yi + i);
 *     FloatVector v2 = VectorFunctions.add(v0, v1);
 *     FloatVector v3 = VectorFunctions.relu(v2);
 *     v3.intoArray(r, ri + i);
 * }
 * </pre>
 */
final class ChainCode {
    private static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
    private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    private static final ClassDesc VECTOR = desc(FloatVector.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class);
    private static final ClassDesc LOOKUP = desc(MethodHandles.Lookup.class);
    private static final String FIELD = "F";

    /** Parameters of {@link ChainLoop#run}, by local variable. */
    private static final int ARRAYS = 1;

    private static final int BASES = 2;
    private static final int REGISTERS = 3;
    private static final int FROM = 4;
    private static final int TO = 5;

    private final ClassDesc self;
    private final Stretch.Code stretch;
    private final CodeBuilder code;
    private final int length;

    /** For each register the local variable with its array, that with its base, and that with its vector: 0 before it has one. */
    private final int[] arrays;

    private final int[] bases;
    private final int[] values;

    private ChainCode(ClassDesc self, Stretch.Code stretch, CodeBuilder code, int length) {
        this.self = self;
        this.stretch = stretch;
        this.code = code;
        this.length = length;
        this.arrays = new int[stretch.registers()];
        this.bases = new int[stretch.registers()];
        this.values = new int[stretch.registers()];
    }

    /** The loop of a stretch with vectors of a species. */
    static ChainLoop loop(Stretch.Code stretch, VectorSpecies<Float> species) {
        // The start of the name tells the launcher's compiler commands that it is a vector kernel.
        ClassDesc self = ClassDesc.of(ChainCode.class.getPackageName(), "VectorStretch");
        byte[] bytes = ClassFile.of().build(self, builder -> write(builder, self, stretch, species.length()));
        return Specialization.of(bytes, ChainLoop.class, species);
    }

    private static void write(ClassBuilder builder, ClassDesc self, Stretch.Code stretch, int length) {
        builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                .withInterfaceSymbols(desc(ChainLoop.class))
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
                        code -> new ChainCode(self, stretch, code, length).run());
    }

    private void run() {
        stretch.inMemory().forEach(this::locate);
        Label again = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(again).iload(FROM).iload(TO).if_icmpge(end);
        for (Instruction instruction : stretch.instructions()) {
            instruction.inputs().forEach(this::load);
            instruction.inputs().forEach(input -> code.aload(values[input]));
            call(instruction);
            keep(instruction.result());
            if (stretch.stored().contains(instruction.result())) {
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

    private void call(Instruction instruction) {
        if (instruction instanceof Instruction.Copy) {
            return;
        }
        ClassDesc[] parameters = new ClassDesc[instruction.inputs().size()];
        Arrays.fill(parameters, VECTOR);
        code.invokestatic(desc(VectorFunctions.class), function(instruction), MethodTypeDesc.of(VECTOR, parameters));
    }

    private static String function(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Apply1 apply -> apply.kind().name().toLowerCase(Locale.ROOT);
            case Instruction.Apply2 apply ->
                switch (apply.kind()) {
                    case LESS_EQUAL -> "lessEqual";
                    default -> apply.kind().name().toLowerCase(Locale.ROOT);
                };
            case Instruction.Fma fma -> "fma";
            case Instruction.Choose choose -> "choose";
            case Instruction.ChooseLess choose -> "chooseLess";
            case Instruction.Copy copy -> throw new IllegalArgumentException("a copy calls nothing");
        };
    }

    private static ClassDesc desc(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
