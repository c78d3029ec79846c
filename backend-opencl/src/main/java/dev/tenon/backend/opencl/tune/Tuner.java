package dev.tenon.backend.opencl.tune;

import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.OpenClException;
import dev.tenon.backend.opencl.kernels.Finish;
import dev.tenon.backend.opencl.kernels.HeuristicTile;
import dev.tenon.backend.opencl.kernels.Product;
import dev.tenon.backend.opencl.kernels.Products;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.kernels.TileChoice;
import dev.tenon.backend.opencl.launch.BoundKernels;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.DeviceMemory;
import dev.tenon.backend.opencl.memory.Tensor;
import dev.tenon.backend.opencl.program.BuildException;
import dev.tenon.backend.opencl.program.DiskCache;
import dev.tenon.backend.opencl.program.KernelResources;
import dev.tenon.backend.opencl.program.Programs;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;

/**
 * Picks a product's tile by trying a few that look best, once for each product and device; what was found is kept on disk. A
 * tile decides who computes which results and nothing else, so that a choice, however it came about, changes no bit.
 */
public final class Tuner implements TileChoice {
    /** Tiles that are tried. */
    private static final int TRIED = 4;

    /** Multiply-adds below which nothing is worth trying. */
    private static final long WORTH = 1L << 22;

    private static final int ROUNDS = 3;

    private final Device device;
    private final Programs programs;
    private final DiskCache disk;
    private final HeuristicTile usual;
    private final Map<String, Integer> known = new HashMap<>();
    private int tried;

    /** For a device. */
    public Tuner(Device device, Programs programs, DiskCache disk) {
        this.device = device;
        this.programs = programs;
        this.disk = disk;
        this.usual = new HeuristicTile(device.limits().units());
    }

    @Override
    public synchronized Style.Tile of(Product product, Style style, int aSize, int bSize, int cSize) {
        if (style.tiles().size() == 1 || product.work() < WORTH) {
            return usual.of(product, style, aSize, bSize, cSize);
        }
        String key = String.join(
                "\n",
                "tile",
                device.limits().identity(),
                style.toString(),
                KernelResources.digest(),
                product.signature());
        int index = known.computeIfAbsent(key, k -> find(k, product, style, new int[] {aSize, bSize, cSize}));
        return style.tiles().get(index);
    }

    /** How many products had to be tried because the disk did not know them. */
    public synchronized int tried() {
        return tried;
    }

    private int find(String key, Product product, Style style, int[] sizes) {
        byte[] stored = disk.get(key);
        if (stored != null) {
            int index = index(stored);
            if (index >= 0 && index < style.tiles().size()) {
                return index;
            }
        }
        tried++;
        List<Style.Tile> candidates = usual.best(product, style, TRIED);
        Style.Tile best = candidates.getFirst();
        try {
            best = fastest(candidates, product, style, sizes);
        } catch (OpenClException e) {
            // There is no memory to try in: the usual one must do, and the next process may try again.
            return style.tiles().indexOf(best);
        }
        int index = style.tiles().indexOf(best);
        disk.put(key, Integer.toString(index).getBytes(StandardCharsets.UTF_8));
        return index;
    }

    private static int index(byte[] stored) {
        try {
            return Integer.parseInt(new String(stored, StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private Style.Tile fastest(List<Style.Tile> candidates, Product product, Style style, int[] sizes) {
        cl_command_queue queue = device.queue();
        try (DeviceMemory a = zeros(queue, sizes[0]);
                DeviceMemory b = zeros(queue, sizes[1]);
                DeviceMemory c = zeros(queue, sizes[2])) {
            Style.Tile best = candidates.getFirst();
            long least = Long.MAX_VALUE;
            for (Style.Tile tile : candidates) {
                Launch launch = new Products(style, (p, s, aSize, bSize, cSize) -> tile)
                        .launch(
                                product,
                                Tensor.of(a, sizes[0]),
                                Tensor.of(b, sizes[1]),
                                Tensor.of(c, sizes[2]),
                                Finish.NOTHING);
                try (BoundKernels kernels = BoundKernels.of(device, programs, queue, List.of(launch))) {
                    long nanos = time(kernels, queue);
                    if (nanos < least) {
                        least = nanos;
                        best = tile;
                    }
                } catch (OpenClException | BuildException e) {
                    // It needs more registers than the device has for its group, say: another will do.
                }
            }
            return best;
        } catch (CLException e) {
            throw OpenClException.of("try tiles", device, e);
        } finally {
            device.release(queue);
        }
    }

    private static long time(BoundKernels kernels, cl_command_queue queue) {
        kernels.run(0);
        CL.clFinish(queue);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long begun = System.nanoTime();
            kernels.run(0);
            CL.clFinish(queue);
            best = Math.min(best, System.nanoTime() - begun);
        }
        return best;
    }

    private DeviceMemory zeros(cl_command_queue queue, int size) {
        DeviceMemory memory = DeviceMemory.of(device, (long) size * Float.BYTES, "a tensor to try tiles with");
        Pointer zero = Pointer.to(new float[1]);
        CL.clEnqueueFillBuffer(queue, memory.handle(), zero, Float.BYTES, 0, memory.bytes(), 0, null, null);
        return memory;
    }
}
