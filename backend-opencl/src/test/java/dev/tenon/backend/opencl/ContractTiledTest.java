package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Backend;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.testkit.BackendContract;

/** The backend contract with kernels as a GPU gets them: tiles in local memory, groups of 256, sums shared by eight items. */
final class ContractTiledTest extends BackendContract {
    @Override
    protected Backend backend() {
        return Sessions.tiled(256, 8, new Style.Tile(8, 8, 4, 1, 4, 16));
    }

    /** Elementwise kernels are the same in every style but for their groups. */
    @Override
    protected int randomPrograms() {
        return 8;
    }
}
