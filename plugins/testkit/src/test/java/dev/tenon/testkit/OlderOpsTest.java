package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.testkit.reference.ReferenceBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A backend of the first set of ops, as one that was compiled before there was another, keeps the whole contract. */
final class OlderOpsTest extends BackendContract {

    @Override
    protected Backend backend() {
        return new Older();
    }

    @Override
    protected int randomPrograms() {
        return 5;
    }

    /** It says nothing of its set of ops, and fails as a switch without a default does. */
    @Type("older")
    @Describe("Runs programs in the first set of ops alone.")
    public static class Older implements Backend {
        /** A backend without state. */
        public Older() {}

        @Override
        public Availability probe() {
            return new Availability.Ready(List.of("plain Java"));
        }

        @Override
        public Engine start(EngineOptions options) {
            return new OlderEngine(new ReferenceBackend().start(options));
        }
    }

    private record OlderEngine(Engine engine) implements Engine {
        @Override
        public String device() {
            return engine.device();
        }

        @Override
        public Buffer allocate(Shape shape) {
            return engine.allocate(shape);
        }

        @Override
        public Executable compile(Program program, Map<Value, Buffer> leaves) {
            for (Value value : program.values()) {
                if (OpSet.since(value.op()) > OpSet.FIRST) {
                    throw new MatchException("no case for " + value.op(), null);
                }
            }
            return engine.compile(program, leaves);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    @Test
    void aSetThatDoesNotExistIsRefused() {
        for (int version : new int[] {0, OpSet.VERSION + 1}) {
            Backend odd = new Older() {
                @Override
                public int opSet() {
                    return version;
                }

                @Override
                public String type() {
                    return "odd";
                }
            };
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, () -> Engine.of(odd, new EngineOptions(1)));
            assertTrue(String.valueOf(e.getMessage()).startsWith("backend odd says that it has op set " + version));
        }
    }

    @Test
    void aBackendThatSaysNothingHasTheFirst() {
        assertEquals(OpSet.FIRST, new Older().opSet());
    }
}
