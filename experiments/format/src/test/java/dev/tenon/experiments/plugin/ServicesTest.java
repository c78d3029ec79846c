package dev.tenon.experiments.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServicesTest {

    /** A metric in name only. */
    private record Named(String type) implements Metric<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public boolean takes(NoSettings settings, Targets targets, int units) {
            return false;
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
            return Double.NaN;
        }
    }

    @Test
    void findsWhatIsOnTheModulePath() {
        Services services = Services.installed();
        for (Kind kind : Kind.values()) {
            List<String> names = services.names(kind);
            assertEquals(names.stream().sorted().distinct().toList(), names, kind.plural());
            assertTrue(!names.isEmpty(), "there are " + kind.plural());
            names.forEach(name -> assertTrue(services.find(kind, name).isPresent(), name));
        }
        ServiceEntry conv = services.find(Kind.LAYER, "conv2d").orElseThrow();
        assertEquals("dev.tenon.layers", conv.origin().module());
        assertTrue(conv.origin().location().isPresent(), "the place of its jar or folder");
        assertEquals(List.of(), services.failures());
    }

    @Test
    void aNameOfOneKindIsNoneOfAnother() {
        Services services = Services.installed();
        assertEquals(Optional.empty(), services.find(Kind.OPTIMIZER, "conv2d"));
        assertTrue(services.missing(Kind.OPTIMIZER, "sdg").startsWith("no optimizer \"sdg\"; did you mean \"sgd\"?"));
    }

    @Test
    void namesBothOwnersOfOneName() {
        Services services = Services.of(new Named("speed"), new Named("speed"));
        PluginException clash = assertThrows(PluginException.class, () -> services.find(Kind.METRIC, "speed"));
        assertEquals(
                "two metrics are named \"speed\", one in module dev.tenon.experiments.format and one in module"
                        + " dev.tenon.experiments.format; remove one of the two",
                String.valueOf(clash.getMessage()).replaceAll("format [^ ;]+", "format"));
    }

    @Test
    void saysWhenNothingIsInstalled() {
        assertEquals(
                "no backend \"cpu\"; no backends are installed at all",
                Services.of().missing(Kind.BACKEND, "cpu"));
    }
}
