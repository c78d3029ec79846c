package dev.tenon.api.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.FusionGroup.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FusionGroupTest {
    private final Value x = Ops.leaf("x", Shape.of(4, 3));
    private final Value bias = Ops.leaf("bias", Shape.of(3));
    private final Set<Value> computed = new HashSet<>(List.of(x, bias));

    private FusionGroup of(Value root) {
        return FusionGroup.of(root, computed::contains);
    }

    private static List<Value> values(FusionGroup group) {
        return group.members().stream().map(FusionGroup.Member::value).toList();
    }

    @Test
    void deferredValuesOfOneSizeAreMembersInputsFirst() {
        Value sum = Ops.add(x, bias);
        Value root = Ops.multiply(Ops.relu(sum), sum);
        FusionGroup group = of(Ops.reshape(root, Shape.of(12)));
        assertEquals(root, group.root());
        assertEquals(List.of(sum, root.input(0), root), values(group));
        assertEquals(
                List.of(new Source.Stored(x), new Source.Repeated(bias, new Broadcast(1, 3, 4))),
                group.members().getFirst().inputs());
        assertEquals(
                List.of(new Source.Inside(1), new Source.Inside(0)),
                group.members().getLast().inputs());
        assertEquals(List.of(x, bias), group.reads());
        assertTrue(group.repeats(bias::equals));
        assertFalse(group.repeats(x::equals));
    }

    @Test
    void whatIsComputedOrHasAnotherSizeIsRead() {
        Value known = Ops.exp(x);
        computed.add(known);
        Value small = Ops.exp(bias);
        FusionGroup group = of(Ops.add(known, small));
        assertEquals(1, group.members().size());
        assertEquals(List.of(known, small), group.reads());
    }

    @Test
    void constantsAreNotRead() {
        FusionGroup group = of(Ops.add(x, Ops.constant(2)));
        assertEquals(new Source.Literal(2), group.members().getFirst().inputs().get(1));
        assertEquals(List.of(x), group.reads());
    }

    @Test
    void whatIsInMemoryMakesNoGroup() {
        FusionGroup group = of(x);
        assertEquals(List.of(), group.members());
        assertEquals(new Source.Stored(x), group.rootSource());
        assertEquals(List.of(x), group.reads());
    }

    @Test
    void anotherResultOfTheSameInputsMayJoin() {
        Value exp = Ops.exp(x);
        FusionGroup group = of(exp);
        Value square = Ops.multiply(exp, exp);
        group.join(square);
        assertEquals(List.of(exp, square), values(group));
        assertEquals(exp, group.root());
    }
}
