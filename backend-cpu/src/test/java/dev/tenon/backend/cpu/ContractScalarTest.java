package dev.tenon.backend.cpu;

import dev.tenon.api.backend.Backend;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import dev.tenon.testkit.BackendContract;

/** The backend contract with kernels of one width. */
final class ContractScalarTest extends BackendContract {
    @Override
    protected Backend backend() {
        return new CpuBackend(Kernels.of(VectorWidth.SCALAR));
    }
}
