package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Ceiling;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Placement;
import dev.tenon.backend.opencl.compile.Compiler;
import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.OpenClException;
import dev.tenon.backend.opencl.kernels.KernelSet;
import dev.tenon.backend.opencl.launch.BoundKernels;
import dev.tenon.backend.opencl.memory.Arena;
import dev.tenon.backend.opencl.memory.DeviceMemory;
import dev.tenon.backend.opencl.memory.Tensor;
import dev.tenon.backend.opencl.program.Programs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;

/** A queue of a device, and all tensors and programs that were made for it; closing it frees them. */
final class OpenClEngine implements Engine {
    private final Device device;
    private final Programs programs;
    private final KernelSet kernels;
    private final String label;
    private final cl_command_queue queue;
    private final StagingQueue staging;
    private final Arena arena;
    private final Resources resources = new Resources();

    OpenClEngine(Device device, Programs programs, KernelSet kernels, String label) {
        this.device = device;
        this.programs = programs;
        this.kernels = kernels;
        this.label = label;
        this.queue = device.queue();
        resources.add(() -> device.release(queue));
        this.staging = new StagingQueue(device, queue);
        // A queue that is let go may still be reading what was copied aside for it.
        resources.add(staging::finish);
        this.arena = new Arena(device);
    }

    @Override
    public String device() {
        return label;
    }

    StagingQueue staging() {
        return staging;
    }

    @Override
    public Buffer allocate(Shape shape) {
        return allocate(shape, ElementType.FLOAT32);
    }

    @Override
    public Buffer allocate(Shape shape, ElementType type) {
        String what = "a tensor of " + shape;
        int width = type == ElementType.UINT8 ? Byte.BYTES : Float.BYTES;
        Resources own = resources.part();
        DeviceMemory memory;
        try {
            memory = memory((long) shape.size() * width, what, own);
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
        try {
            Pointer zero = Pointer.to(new float[1]);
            CL.clEnqueueFillBuffer(queue, memory.handle(), zero, Float.BYTES, 0, memory.bytes(), 0, null, null);
        } catch (CLException e) {
            own.close();
            throw OpenClException.isOutOfMemory(e.getStatus())
                    ? DeviceMemory.tooMuch(device, what, memory.bytes(), e)
                    : OpenClException.of("clear a tensor", device, e);
        }
        return buffer(shape, type, memory, own);
    }

    /** Whole words, which a buffer is cleared by. */
    private DeviceMemory memory(long bytes, String what, Resources owner) {
        DeviceMemory memory = DeviceMemory.of(device, Math.ceilDiv(bytes, Float.BYTES) * Float.BYTES, what);
        owner.add(memory::close);
        return memory;
    }

    private OpenClBuffer buffer(Shape shape, ElementType type, DeviceMemory memory, Resources owner) {
        return new OpenClBuffer(this, shape, Tensor.of(memory, shape.size(), type), owner);
    }

    @Override
    public Executable compile(Program program, Map<Value, Buffer> leaves) {
        Map<Value, Tensor> homes = new LinkedHashMap<>();
        Resources own = resources.part();
        try {
            for (Value leaf : program.leaves()) {
                OpenClBuffer home = home(program, leaf, leaves);
                homes.put(leaf, home.tensor());
                own.add(home.bound());
            }
            return compile(Compiler.expand(program), homes, own);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    private Executable compile(Program program, Map<Value, Tensor> homes, Resources own) {
        Map<Value, OpenClBuffer> results = new LinkedHashMap<>();
        Map<String, OpenClBuffer> outputs = new LinkedHashMap<>();
        Map<Value, Tensor> outputHomes = new LinkedHashMap<>();
        program.outputs().forEach((name, value) -> {
            // Not cleared: the program writes all of it, and a launch that leaves a part out must not look right.
            OpenClBuffer buffer = results.computeIfAbsent(
                    value,
                    v -> buffer(
                            v.shape(),
                            ElementType.FLOAT32,
                            memory(
                                    (long) v.shape().size() * Float.BYTES,
                                    "output " + name + " of program " + program.name(),
                                    own),
                            new Resources()));
            outputs.put(name, buffer);
            outputHomes.put(value, buffer.tensor());
        });
        int alignment = device.limits().alignment();
        long longest = (device.limits().largestAllocation() - DeviceMemory.SLACK) / alignment * alignment;
        Compiler.Result result =
                Compiler.compile(program, kernels, homes, outputHomes, new Placement<>(alignment, longest));
        Arena.Lease lease = arena.place(result.layout(), program.name());
        own.add(lease::close);
        BoundKernels bound = BoundKernels.of(device, programs, queue, result.launches());
        own.add(bound::close);
        // Freed only when nothing that was given to the queue can read it any more.
        own.add(staging::finish);
        return new OpenClExecutable(
                this, program.name(), bound, outputs, !program.updates().isEmpty(), own);
    }

    private OpenClBuffer home(Program program, Value leaf, Map<Value, Buffer> leaves) {
        String name = leaf.op() instanceof Primitive.Leaf op ? op.name() : leaf.toString();
        String place = "program " + program.name() + ": ";
        Buffer buffer = leaves.get(leaf);
        if (buffer == null) {
            throw new IllegalArgumentException(place + "leaf '" + name + "' has no buffer");
        }
        if (!(buffer instanceof OpenClBuffer own) || !own.belongsTo(this)) {
            throw new IllegalArgumentException(place + "the buffer of leaf '" + name + "' belongs to another engine");
        }
        if (!own.shape().equals(leaf.shape())) {
            throw new IllegalArgumentException(
                    place + "leaf '" + name + "' has shape " + leaf.shape() + ", its buffer " + own.shape());
        }
        if (own.tensor().type() != leaf.type()) {
            throw new IllegalArgumentException(place + "leaf '" + name + "' is of " + leaf.type() + ", its buffer of "
                    + own.tensor().type());
        }
        return own;
    }

    @Override
    public Optional<Ceiling> ceiling() {
        return Optional.of(Measuring.of(device, programs, queue, staging));
    }

    @Override
    public void close() {
        resources.close();
    }
}
