package dev.tenon.backend.cpu;

import dev.tenon.api.backend.Backend;
import dev.tenon.testkit.BackendContract;

/** The backend contract as users get the backend: scalar kernels at first, vector kernels when they are warm. */
final class ContractTest extends BackendContract {
    @Override
    protected Backend backend() {
        return new CpuBackend();
    }
}
