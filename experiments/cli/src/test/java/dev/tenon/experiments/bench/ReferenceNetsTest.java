package dev.tenon.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.model.Summary;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.ArchitectureReader;
import dev.tenon.experiments.spec.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks that ship for benchmarks are the ones that others measure; all numbers are worked out by hand. */
final class ReferenceNetsTest {

    private static final Path FOLDER = Path.of("../catalog/bench");

    /**
     * ten: 9*16*28*56 + 9*16*32*14*28 + 9*32*64*7*14 + 64*2 multiply-adds; lenet: 25*32*28*28 + 25*32*64*14*14 + 3136*128 +
     * 128*10; vgg8: 27*64*32*32 + 3 * 576*64*32*32 (the second convolution of each pair costs the same) + 2 * 576*128*16*16 +
     * 4096*256 + 256*10; resnet20: 27*16*32*32 + 6 * 144*16*32*32, then twice 144*32*16*16 + 5 * 288*32*16*16 + 16*32*16*16,
     * and 640; its 272,474 parameters are those of the paper's net with projections; tiny: 9*8*8*8 + 72*16*4*4 + 256*10.
     */
    @ParameterizedTest
    @CsvSource(textBlock = """
            ten,      64, '[28, 56, 1]',  23426,   3838592
            lenet,    64, '[28, 28, 1]', 454922,  11065088
            vgg8,     64, '[32, 32, 3]', 2196810, 153815552
            resnet20, 64, '[32, 32, 3]', 272474,  40813184
            tiny,     32, '[8, 8, 1]',     3818,     25600
            """)
    void sizesAreThoseWorkedOutByHand(String name, int batch, String image, long parameters, long multiplyAdds) {
        Architecture net = read(FOLDER.resolve(name + ".yaml"));
        assertEquals(name, net.name());
        assertEquals(batch, net.batch());
        assertEquals(image, net.image().toList().toString());
        Summary summary = Summary.of(net.stage(), net.inputs());
        assertEquals(parameters, summary.parameters());
        assertEquals(parameters, summary.trainable());
        assertEquals(multiplyAdds, summary.multiplyAdds());
    }

    @Test
    void everyFileIsNamedAsItsNetwork() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.forEach(file -> assertEquals(file, FOLDER.resolve(read(file).name() + ".yaml")));
        }
    }

    @Test
    void aResidualBlockAddsItsInput() {
        Architecture net = read(FOLDER.resolve("resnet20.yaml"));
        assertEquals(
                9,
                net.stage().layers().stream()
                        .filter(layer -> layer.layer().type().equals("add"))
                        .count());
        assertTrue(net.stage().layers().stream()
                .filter(layer -> layer.layer().type().equals("add"))
                .allMatch(layer -> layer.inputs().size() == 2));
    }

    private static Architecture read(Path file) {
        return new ArchitectureReader(Services.installed()).read(file);
    }
}
