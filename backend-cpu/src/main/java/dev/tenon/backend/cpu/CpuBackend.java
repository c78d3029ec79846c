package dev.tenon.backend.cpu;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import java.util.List;

/** The backend {@code cpu}: Vector API kernels on the threads of this process. It runs everywhere. */
@Type("cpu")
@Describe("Runs programs on the processor, with vectors and threads.")
public final class CpuBackend implements Backend {
    /** Floats that count as large: 256 KiB, half of a small second-level cache, of which a step needs room for two tensors. */
    private static final int LARGE = 1 << 16;

    private final Kernels kernels;
    private final int large;

    /** With the widest vectors of this machine, or those that {@link VectorWidth#PROPERTY} asks for. */
    public CpuBackend() {
        this(Kernels.switching(VectorWidth.chosen()));
    }

    /** With given kernels. */
    CpuBackend(Kernels kernels) {
        this(kernels, LARGE);
    }

    /**
     * With given kernels, and tensors run slice by slice from a size on.
     *
     * @param large floats of a tensor that would not stay in the cache from step to step
     */
    CpuBackend(Kernels kernels, int large) {
        this.kernels = kernels;
        this.large = large;
    }

    @Override
    public Availability probe() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Availability.Ready(List.of(
                cores + (cores == 1 ? " core, " : " cores, ") + kernels.width().label()));
    }

    @Override
    public void prepare() {
        kernels.prepare();
    }

    @Override
    public int opSet() {
        return OpSet.VERSION;
    }

    @Override
    public Engine start(EngineOptions options) {
        return new CpuEngine(kernels, large, options.threads());
    }
}
