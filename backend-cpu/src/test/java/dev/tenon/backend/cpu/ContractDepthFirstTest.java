package dev.tenon.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import dev.tenon.backend.cpu.run.DepthFirstBlock;
import dev.tenon.backend.cpu.steps.ConvWeightGradientStep;
import dev.tenon.backend.cpu.steps.ImageWeightGradientStep;
import dev.tenon.testkit.BackendContract;
import dev.tenon.testkit.cases.Case;
import dev.tenon.testkit.cases.ConvolutionCases;
import dev.tenon.testkit.cases.NetCases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The backend contract where every tensor counts as large, so that all that can run slice by slice does. */
final class ContractDepthFirstTest extends BackendContract {
    @Override
    protected Backend backend() {
        return new CpuBackend(Kernels.of(VectorWidth.preferred()), 1);
    }

    @Test
    void aNetworkHasDepthFirstBlocksWithLocalTensors() {
        assertTrue(
                blocks(backend(), NetCases.all(), "strips").stream()
                        .anyMatch(block -> block.parts().size() > 3 && block.local() > 0),
                "forward or backward, convolutions and pooling follow each other image by image");
    }

    @Test
    void weightGradientsFollowTheGradientsThatTheySum() {
        assertTrue(
                // With 512-bit vectors it has images for lanes, too few for several turns.
                blocks(new CpuBackend(Kernels.of(VectorWidth.V256), 1), NetCases.all(), "strips").stream()
                        .flatMap(block -> block.parts().stream())
                        .anyMatch(part -> part instanceof ConvWeightGradientStep && part.aligned() == 2),
                "pairs of images have whole groups of pieces");
    }

    @Test
    void imagesBesideEachOtherAreInBlocksToo() {
        assertTrue(
                blocks(
                                new CpuBackend(Kernels.of(VectorWidth.V512), 1),
                                ConvolutionCases.fewFilters(),
                                "convolution of [75,")
                        .stream()
                        .anyMatch(block -> block.parts().stream().anyMatch(ImageWeightGradientStep.class::isInstance)),
                "a turn has as many images as vectors have lanes");
    }

    private static List<DepthFirstBlock> blocks(Backend backend, List<Case> cases, String net) {
        Case wanted = cases.stream()
                .filter(each -> each.name().startsWith(net))
                .findFirst()
                .orElseThrow();
        try (Engine engine = backend.start(new EngineOptions(1))) {
            Map<Value, Buffer> leaves = new HashMap<>();
            wanted.program().leaves().forEach(leaf -> leaves.put(leaf, engine.allocate(leaf.shape())));
            CpuExecutable executable = (CpuExecutable) engine.compile(wanted.program(), leaves);
            return executable.steps().stream()
                    .filter(DepthFirstBlock.class::isInstance)
                    .map(DepthFirstBlock.class::cast)
                    .toList();
        }
    }
}
