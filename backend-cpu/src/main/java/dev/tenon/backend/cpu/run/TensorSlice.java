package dev.tenon.backend.cpu.run;

/**
 * A contiguous part of a tensor, as a step reads or writes it.
 *
 * @param tensor where it is stored
 * @param shift the index in the tensor of its first float
 */
public record TensorSlice(Tensor tensor, int shift) {
    /** A whole tensor. */
    public static TensorSlice of(Tensor tensor) {
        return new TensorSlice(tensor, 0);
    }

    /** A tensor of zeros that fills a memory of its own. */
    public static TensorSlice alone(int size) {
        return of(new Tensor(new Arena(size), size));
    }

    /** The part that begins further on. */
    public TensorSlice plus(int floats) {
        return floats == 0 ? this : new TensorSlice(tensor, shift + floats);
    }

    /** Its array. */
    public float[] floats() {
        return tensor.floats();
    }

    /** The index in the array of its first float. */
    public int base() {
        return tensor.offset() + shift;
    }

    /** Its array for a thread that runs slices. */
    public float[] floats(WorkerState worker) {
        return tensor.localSlice() == 0 ? tensor.floats() : worker.local();
    }

    /** The index for that thread of its first float, whether or not the first slice is among those that exist. */
    public int base(WorkerState worker) {
        int local = tensor.localSlice();
        return local == 0 ? base() : tensor.offset() + shift - worker.firstSlice(tensor.inner()) * local;
    }
}
