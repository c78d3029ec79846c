package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Backend;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.testkit.BackendContract;

/**
 * The backend contract with kernels as a GPU gets them: products in tiles of local memory, every product in tiles of another
 * shape than the one before, groups of 256 items, sums shared by eight items.
 */
final class ContractTiledTest extends BackendContract {
    @Override
    protected Backend backend() {
        return DeviceContexts.tiled(
                256,
                8,
                new Style.Tile(8, 8, 4, 1, 4, 16),
                new Style.Tile(16, 8, 8, 2, 4, 8),
                new Style.Tile(32, 2, 4, 1, 4, 8));
    }

    /** Elementwise kernels are the same in every style but for their groups and bundles. */
    @Override
    protected int randomPrograms() {
        return 4;
    }
}
