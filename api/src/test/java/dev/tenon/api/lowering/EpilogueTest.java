package dev.tenon.api.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpilogueTest {
    private final Value x = Ops.leaf("x", Shape.of(4, 3));
    private final Value w = Ops.leaf("w", Shape.of(3, 5));
    private final Value bias = Ops.leaf("bias", Shape.of(5));
    private final Value product = Ops.matmul(x, w);
    private final Value sum = Ops.add(product, bias);
    private final Value rectified = Ops.relu(sum);

    private Epilogue of(Value... outputs) {
        Map<String, Value> named = new LinkedHashMap<>();
        for (Value output : outputs) {
            named.put("output " + named.size(), output);
        }
        Program program = Program.of("program", named, Map.of());
        return Epilogue.of(product, new Users(program), program.leaves()::contains);
    }

    @Test
    void biasAndReluAreFused() {
        assertEquals(new Epilogue(rectified, Optional.of(bias), true, List.of(product, sum, rectified)), of(rectified));
        Value other = Ops.relu(product);
        assertEquals(new Epilogue(other, Optional.empty(), true, List.of(product, other)), of(other));
    }

    @Test
    void whatIsNeededElsewhereIsNot() {
        assertEquals(Epilogue.none(product), of(rectified, product));
        assertEquals(Epilogue.none(product), of(rectified, Ops.exp(product)));
        assertEquals(new Epilogue(sum, Optional.of(bias), false, List.of(product, sum)), of(rectified, sum));
    }

    @Test
    void onlyOneNumberForEachColumnIsABias() {
        assertEquals(Epilogue.none(product), of(Ops.add(product, product)));
        assertEquals(Epilogue.none(product), of(Ops.add(product, Ops.leaf("rows", Shape.of(4, 1)))));
        assertEquals(Epilogue.none(product), of(Ops.add(product, Ops.exp(bias))));
    }
}
