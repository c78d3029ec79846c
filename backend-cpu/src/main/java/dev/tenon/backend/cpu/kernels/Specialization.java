package dev.tenon.backend.cpu.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One source, one class for each vector width. A vector kernel is fast only where the compiler sees its species as a
 * constant, hence in a {@code static final} field. A kernel class here reads that field from its class data: the class
 * itself, which has none, gets the machine's preferred species; for another width the same bytes are defined once more as
 * a hidden class.
 */
final class Specialization {
    private Specialization() {}

    /** The species of the kernel class that asks, for the initialiser of its static field. */
    @SuppressWarnings("unchecked")
    static VectorSpecies<Float> species(MethodHandles.Lookup kernel) {
        try {
            VectorSpecies<?> given = MethodHandles.classData(kernel, ConstantDescs.DEFAULT_NAME, VectorSpecies.class);
            return given == null ? FloatVector.SPECIES_PREFERRED : (VectorSpecies<Float>) given;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A kernel for a width.
     *
     * @param kernel its class, final, in this package, with a constructor without parameters and no nested classes
     * @param type what it implements
     * @param species the width
     */
    static <T> T of(Class<? extends T> kernel, Class<T> type, VectorSpecies<Float> species) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> specialized = kernel;
            if (!species.equals(FloatVector.SPECIES_PREFERRED)) {
                specialized = lookup.defineHiddenClassWithClassData(bytes(kernel), species, true)
                        .lookupClass();
            }
            return type.cast(specialized.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException("cannot specialize " + kernel.getName() + " for " + species, e);
        }
    }

    private static byte[] bytes(Class<?> kernel) throws IOException {
        String file = kernel.getSimpleName() + ".class";
        try (InputStream in = kernel.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException(file + " is missing beside " + Specialization.class.getName());
            }
            return in.readAllBytes();
        }
    }
}
