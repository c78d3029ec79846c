package dev.tenon.backend.opencl;

import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.OpenClException;
import dev.tenon.backend.opencl.memory.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;

/**
 * Copies between the host and a queue's device. Only a read waits for the device: small writes, as of a batch's indices, are
 * copied aside and follow in their turn, so that a training step that reads nothing never stops.
 */
final class StagingQueue {
    /** Bytes of a write that is worth waiting for rather than copying. */
    private static final int LARGE = 1 << 18;

    /** Commands that may wait in the queue; drivers keep memory for each. */
    private static final int MANY = 20_000;

    private final Device device;
    private final cl_command_queue queue;
    private final List<ByteBuffer> underway = new ArrayList<>();
    private int commands;

    StagingQueue(Device device, cl_command_queue queue) {
        this.device = device;
        this.queue = queue;
    }

    void write(Tensor tensor, int at, float[] source) {
        long bytes = (long) source.length * Float.BYTES;
        write(
                tensor,
                (long) at * Float.BYTES,
                bytes,
                Pointer.to(source),
                copy -> copy.asFloatBuffer().put(source));
    }

    void write(Tensor tensor, byte[] source) {
        write(tensor, 0, source.length, Pointer.to(source), copy -> copy.put(0, source));
    }

    void write(Tensor tensor, int[] source) {
        long bytes = (long) source.length * Integer.BYTES;
        write(tensor, 0, bytes, Pointer.to(source), copy -> copy.asIntBuffer().put(source));
    }

    private void write(Tensor tensor, long at, long bytes, Pointer source, Consumer<ByteBuffer> copier) {
        try {
            if (bytes >= LARGE) {
                CL.clEnqueueWriteBuffer(queue, tensor.handle(), true, at, bytes, source, 0, null, null);
                waited();
                return;
            }
            ByteBuffer copy = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
            copier.accept(copy);
            CL.clEnqueueWriteBuffer(queue, tensor.handle(), false, at, bytes, Pointer.to(copy), 0, null, null);
            underway.add(copy);
            ran(1);
        } catch (CLException e) {
            throw OpenClException.of("take a tensor", device, e);
        }
    }

    void read(Tensor tensor, int from, float[] target) {
        read(tensor, (long) from * Float.BYTES, (long) target.length * Float.BYTES, Pointer.to(target));
    }

    void read(Tensor tensor, int from, byte[] target) {
        read(tensor, from, target.length, Pointer.to(target));
    }

    void read(Tensor tensor, int from, int[] target) {
        read(tensor, (long) from * Integer.BYTES, (long) target.length * Integer.BYTES, Pointer.to(target));
    }

    private void read(Tensor tensor, long from, long bytes, Pointer target) {
        try {
            CL.clEnqueueReadBuffer(queue, tensor.handle(), true, from, bytes, target, 0, null, null);
        } catch (CLException e) {
            throw OpenClException.of("give a tensor", device, e);
        }
        waited();
    }

    /** Says that commands were given to the queue; now and then waits for them. */
    void ran(int count) {
        commands += count;
        if (commands > MANY) {
            finish();
            return;
        }
        try {
            CL.clFlush(queue);
        } catch (CLException e) {
            throw OpenClException.of("begin its work", device, e);
        }
    }

    /** Waits until all that was given to the queue has run. */
    void finish() {
        try {
            CL.clFinish(queue);
        } catch (CLException e) {
            throw OpenClException.of("finish its work", device, e);
        }
        waited();
    }

    private void waited() {
        underway.clear();
        commands = 0;
    }
}
