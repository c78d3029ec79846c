package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Backend;
import dev.tenon.testkit.BackendContract;

/** The backend contract as users get the backend. */
final class ContractTest extends BackendContract {
    @Override
    protected Backend backend() {
        return new OpenClBackend();
    }

    /** Each has some twenty kernels of its own, which a compiler needs seconds for. */
    @Override
    protected int randomPrograms() {
        return 16;
    }
}
