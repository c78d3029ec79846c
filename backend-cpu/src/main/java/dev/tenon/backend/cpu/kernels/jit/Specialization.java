package dev.tenon.backend.cpu.kernels.jit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Compiles one source to a class for each set of constants. A vector kernel is fast only where C2 sees its species as a
 * constant, hence in a {@code static final} field; the same holds for a product whose terms are at distance 1, because
 * C2 then moves the index checks out of the loop. A kernel class reads such fields from its class data: the class
 * itself, which has none, gets the machine's preferred species and any distance; for others the same bytes are defined
 * again as a hidden class.
 */
public final class Specialization {
    private Specialization() {}

    /** What a class is made for; a step of 0 is any. */
    private record Constants(VectorSpecies<Float> species, int step) {}

    /** The species of the kernel class that asks, for the initialiser of its static field. */
    public static VectorSpecies<Float> species(MethodHandles.Lookup kernel) {
        return constants(kernel).species();
    }

    /** The distance of terms that the kernel class that asks is made for, or 0 for any. */
    public static int step(MethodHandles.Lookup kernel) {
        return constants(kernel).step();
    }

    private static Constants constants(MethodHandles.Lookup kernel) {
        try {
            Constants given = MethodHandles.classData(kernel, ConstantDescs.DEFAULT_NAME, Constants.class);
            return given == null ? new Constants(FloatVector.SPECIES_PREFERRED, 0) : given;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A kernel for a width.
     *
     * @param kernel its class, final, with a constructor without parameters and no nested classes
     * @param type what it implements
     * @param species the width
     */
    public static <T> T of(Class<? extends T> kernel, Class<T> type, VectorSpecies<Float> species) {
        return of(kernel, type, species, 0);
    }

    /** A kernel for a width and a distance of terms. */
    public static <T> T of(Class<? extends T> kernel, Class<T> type, VectorSpecies<Float> species, int step) {
        try {
            boolean itself = step == 0 && species.equals(FloatVector.SPECIES_PREFERRED);
            return made(itself ? kernel : defined(kernel, bytes(kernel), new Constants(species, step)), type);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException("cannot specialize " + kernel.getName() + " for " + species, e);
        }
    }

    /**
     * An object of a class that was written for a species, which it reads like a kernel does.
     *
     * @param written the bytes of a class in the package of {@code type}
     */
    public static <T> T of(byte[] written, Class<T> type, VectorSpecies<Float> species) {
        try {
            return made(defined(type, written, new Constants(species, 0)), type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define a " + type.getName() + " for " + species, e);
        }
    }

    private static <T> T made(Class<?> kernel, Class<T> type) throws ReflectiveOperationException {
        Constructor<?> constructor = kernel.getDeclaredConstructor();
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance());
    }

    /** A hidden class in the package of another. */
    private static Class<?> defined(Class<?> neighbour, byte[] bytes, Constants constants)
            throws IllegalAccessException {
        return MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
                .defineHiddenClassWithClassData(bytes, constants, true)
                .lookupClass();
    }

    private static byte[] bytes(Class<?> kernel) throws IOException {
        String file = kernel.getSimpleName() + ".class";
        try (InputStream in = kernel.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException(file + " is missing beside " + kernel.getName());
            }
            return in.readAllBytes();
        }
    }
}
