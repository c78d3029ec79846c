package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.kernels.MatMuls;
import dev.tenon.backend.opencl.kernels.Product;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.program.DiskCache;
import dev.tenon.backend.opencl.program.Programs;
import dev.tenon.backend.opencl.tune.Tuner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiles are tried once for each product and device. That no tile changes a bit is what the tiled contract test shows. */
final class TunerTest {
    private static final Style STYLE =
            new Style(64, 1, List.of(new Style.Tile(8, 8, 4, 1, 4, 16), new Style.Tile(8, 4, 4, 1, 4, 16)), 8);

    private static final Product LARGE = MatMuls.of(1, 256, 128, 256, false, false);
    private static final Product SMALL = MatMuls.of(1, 8, 8, 8, false, false);

    @TempDir
    private Path folder;

    private Tuner tuner(Device device) {
        DiskCache disk = new DiskCache(folder);
        return new Tuner(device, new Programs(device, disk), disk);
    }

    private static Style.Tile choose(Tuner tuner, Product product) {
        return tuner.of(product, STYLE, 256 * 256, 256 * 128, 256 * 128);
    }

    @Test
    void whatWasFoundIsKnownInTheNextProcess() {
        Device device = DeviceContexts.required();
        Tuner first = tuner(device);
        Style.Tile found = choose(first, LARGE);
        assertEquals(found, choose(first, LARGE));
        Tuner second = tuner(device);

        assertEquals(found, choose(second, LARGE));

        assertTrue(STYLE.tiles().contains(found));
        assertEquals(1, first.tried());
        assertEquals(0, second.tried());
    }

    @Test
    void smallProductsAreNotTried() {
        Tuner tuner = tuner(DeviceContexts.required());

        choose(tuner, SMALL);

        assertEquals(0, tuner.tried());
    }

    @Test
    void withoutMemoryToTryInTheUsualTileMustDo() {
        Device device = DeviceContexts.required();
        Device poor = device.as(device.limits().withMemory(1000));

        assertTrue(STYLE.tiles().contains(choose(tuner(poor), LARGE)));
        assertEquals(0, poor.liveObjects());
    }
}
