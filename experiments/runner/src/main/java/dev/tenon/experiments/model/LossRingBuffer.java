package dev.tenon.experiments.model;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The losses of the last {@link #SIZE} steps, kept where they are computed, so that the host need not look after every step: a
 * device that is looked at has nothing left to do.
 *
 * @param losses leaf of the losses, {@code [SIZE]}: that of step {@code k}, counted from 0, is at {@code k mod SIZE}
 * @param places leaf of the numbers 0, 1, 2, …, {@code [SIZE]}, which the host writes once
 * @param next leaf of the place of the next loss, a scalar; starts at 0
 */
public record LossRingBuffer(Value losses, Value places, Value next) {

    /** How many losses are kept. */
    public static final int SIZE = 64;

    static LossRingBuffer fresh() {
        return new LossRingBuffer(
                Ops.leaf("losses", Shape.of(SIZE)),
                Ops.leaf("places", Shape.of(SIZE)),
                Ops.leaf("next-loss", Shape.scalar()));
    }

    /** What a step does to the leaves. */
    Map<Value, Value> updates(Value loss) {
        Map<Value, Value> updates = new LinkedHashMap<>();
        updates.put(losses, Ops.select(Ops.equal(places, next), loss, losses));
        Value last = Ops.equal(next, Ops.constant(SIZE - 1));
        updates.put(next, Ops.select(last, Ops.constant(0), Ops.add(next, Ops.constant(1))));
        return updates;
    }
}
