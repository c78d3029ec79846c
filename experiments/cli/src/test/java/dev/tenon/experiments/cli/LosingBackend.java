package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The OpenCL backend on a device that is lost while its first engine computes: from some launch on the driver answers every
 * launch with {@code CL_OUT_OF_RESOURCES}, as drivers do. Every object of a driver begins with the address of the table of its
 * functions, by which the loader calls them; the queue of the first engine gets a table of its own.
 */
@Type("losing")
@Describe("Loses its device.")
final class LosingBackend implements Backend {

    /** The place of {@code clEnqueueNDRangeKernel} in the table, and how many functions are copied: all to OpenCL 2.0. */
    private static final int LAUNCH = 59;

    private static final int FUNCTIONS = 128;

    private static final int OUT_OF_RESOURCES = -5;

    private final Backend opencl;
    private final int launches;
    private final AtomicInteger launched = new AtomicInteger();
    private boolean started;

    /** Loses the device after so many launches; never if 0. */
    LosingBackend(Backend opencl, int launches) {
        this.opencl = opencl;
        this.launches = launches;
    }

    /** Launches that were refused. */
    int refused() {
        return Math.max(0, launched.get() - launches);
    }

    @Override
    public Availability probe() {
        return opencl.probe();
    }

    @Override
    public synchronized Engine start(EngineOptions options) {
        Engine engine = opencl.start(options);
        if (launches > 0 && !started) {
            started = true;
            try {
                lose(engine);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("the queue is not where it was", e);
            }
        }
        return engine;
    }

    @SuppressWarnings("restricted")
    private void lose(Engine engine) throws ReflectiveOperationException {
        Field field = engine.getClass().getDeclaredField("queue");
        field.setAccessible(true);
        Object queue = field.get(engine);
        Method address = queue.getClass().getSuperclass().getDeclaredMethod("getNativePointer");
        address.setAccessible(true);
        MemorySegment object =
                MemorySegment.ofAddress((long) address.invoke(queue)).reinterpret(8);
        MemorySegment functions =
                object.get(ValueLayout.ADDRESS, 0).reinterpret(FUNCTIONS * ValueLayout.ADDRESS.byteSize());
        MemorySegment own = Arena.global().allocate(functions.byteSize(), ValueLayout.ADDRESS.byteAlignment());
        own.copyFrom(functions);
        FunctionDescriptor launch = FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS);
        MethodHandle real = Linker.nativeLinker().downcallHandle(own.getAtIndex(ValueLayout.ADDRESS, LAUNCH), launch);
        MethodHandle ours = MethodHandles.lookup()
                .findVirtual(LosingBackend.class, "isLost", MethodType.methodType(boolean.class))
                .bindTo(this);
        MethodHandle refuse = MethodHandles.dropArguments(
                MethodHandles.constant(int.class, OUT_OF_RESOURCES),
                0,
                real.type().parameterList());
        MethodHandle either = MethodHandles.guardWithTest(
                MethodHandles.dropArguments(ours, 0, real.type().parameterList()), refuse, real);
        own.setAtIndex(ValueLayout.ADDRESS, LAUNCH, Linker.nativeLinker().upcallStub(either, launch, Arena.global()));
        object.set(ValueLayout.ADDRESS, 0, own);
    }

    /** Counts a launch, and says whether it is refused. */
    boolean isLost() {
        return launched.incrementAndGet() > launches;
    }
}
