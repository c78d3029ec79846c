package dev.tenon.experiments.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.Architecture;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an architecture file says, and every mistake in one at once. */
final class ArchitectureReaderTest {

    private static final ArchitectureReader READER = new ArchitectureReader(Services.installed());

    @Test
    void aFileIsANameAnInputAndLayers() {
        Architecture net = READER.readText("net.yaml", """
                network: small
                input: [6, 8, 3]
                layers: [flatten, {type: dense, units: 4}]
                """);
        assertEquals("small", net.name());
        assertEquals(Shape.of(6, 8, 3), net.image());
        assertEquals(64, net.batch());
        assertEquals(
                List.of("flatten-1", "dense-1"),
                net.stage().layers().stream().map(LayerSpec::id).toList());
        assertEquals("sgd", net.stage().train().optimizer().type());
        assertEquals(
                "softmax-cross-entropy",
                net.stage().train().terms().getFirst().part().type());
    }

    @Test
    void allMistakesAreFoundAtOnce() {
        assertEquals("""
                net.yaml:1:10: "a net" cannot name a network: a name is 1 to 64 letters, digits, `-` and `_`
                net.yaml:2:8: "input" of an architecture is at least 1, not 0
                net.yaml:3:1: an architecture has no setting "bach"; did you mean "batch"? It has: input, batch, network, layers
                net.yaml:4:26: no layer "dens"; did you mean "dense"?""", mistakes("""
                network: a net
                input: [6, 0, 3]
                bach: 4
                layers: [flatten, {type: dens, units: 4}]
                """).replaceFirst(" `tenon plugins` lists all \\d+ layers$", ""));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals("""
                net.yaml:1:1: an architecture needs `layers`
                net.yaml:1:1: an architecture needs `network`: a name for it""", mistakes("input: [6, 8, 3]"));
        assertEquals(
                "net.yaml:1:1: an architecture is a map of `network`, `input` and `layers`, not nothing", mistakes(""));
        assertEquals(
                "net.yaml:1:1: an architecture: input takes [height, width, channels], not [6, 8]",
                mistakes("{network: a, input: [6, 8], layers: [flatten]}"));
    }

    @Test
    void anExperimentIsCalledOne() {
        assertEquals(
                "net.yaml:1:1: this is an experiment; an architecture has `network`, `input` and `layers` alone",
                mistakes("experiment: mine"));
    }

    private static String mistakes(String text) {
        SpecException thrown = assertThrows(SpecException.class, () -> READER.readText("net.yaml", text));
        return thrown.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
