package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.model.LossRingBuffer;
import dev.tenon.experiments.model.TrainingGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Training steps that were given to a device, and whose losses have not been looked at yet. If one of them turns out to be the
 * last that should have been taken, the tensors are made what they were after that one: as the same step gives the same bits,
 * those before it are taken once more.
 */
final class QueuedSteps implements AutoCloseable {

    private final Engine engine;
    private final Supplier<Collection<Buffer>> state;
    private final HostNumber rate;
    private final Map<String, Fed> numbers = new LinkedHashMap<>();
    private final Buffer losses;
    private final Buffer places;
    private final Buffer next;
    private final float[] ring = new float[LossRingBuffer.SIZE];
    private final List<Step> ahead = new ArrayList<>();
    private @Nullable Snapshot before;
    private boolean saved;
    private int place;

    /**
     * One step.
     *
     * @param number counted from 1
     * @param batch gives the device the minibatch; asked again if the step is taken once more
     */
    record Step(long number, Executable executable, Runnable batch, float rate) {}

    /** A scalar that the host writes before a step, where it differs from that of the last. */
    private static final class HostNumber {
        private final Buffer buffer;
        private float now = Float.NaN;

        HostNumber(Engine engine) {
            this.buffer = engine.allocate(Shape.scalar());
        }

        void write(float value) {
            if (value != now) {
                now = value;
                buffer.write(new float[] {value});
            }
        }
    }

    private record Fed(LongToDoubleFunction atStep, HostNumber number) {}

    /**
     * None yet.
     *
     * @param state all tensors that a step changes; asked for when the first step has been compiled
     */
    QueuedSteps(Engine engine, Supplier<Collection<Buffer>> state) {
        this.engine = engine;
        this.state = state;
        this.rate = new HostNumber(engine);
        this.losses = engine.allocate(Shape.of(LossRingBuffer.SIZE));
        this.places = engine.allocate(Shape.of(LossRingBuffer.SIZE));
        this.next = engine.allocate(Shape.scalar());
        float[] numbers = new float[LossRingBuffer.SIZE];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        places.write(numbers);
    }

    /** Says where a step finds its rate and puts its loss. */
    void bind(TrainingGraph graph, Map<Value, Buffer> bound) {
        bound.put(graph.rate(), rate.buffer);
        for (TrainingGraph.PerStep each : graph.numbers()) {
            Fed fed = numbers.computeIfAbsent(each.name(), key -> new Fed(each.atStep(), new HostNumber(engine)));
            bound.put(each.leaf(), fed.number().buffer);
        }
        bound.put(graph.losses().losses(), losses);
        bound.put(graph.losses().places(), places);
        bound.put(graph.losses().next(), next);
    }

    /** How many steps have not been looked at. */
    int count() {
        return ahead.size();
    }

    /**
     * Gives a step to the device and does not wait for it.
     *
     * @param follow how many more will follow before they are looked at; where none does, nothing need be kept to go back to
     */
    void run(Step step, int follow) {
        if (ahead.isEmpty()) {
            saved = follow > 0;
            if (saved) {
                if (before == null) {
                    before = new Snapshot(engine, state.get());
                }
                before.save();
            }
        } else if (!saved || ahead.size() == LossRingBuffer.SIZE) {
            throw new IllegalStateException("one step too many, after " + ahead.size());
        }
        ahead.add(step);
        take(step);
    }

    private void take(Step step) {
        rate.write(step.rate());
        numbers.values().forEach(fed -> fed.number().write((float) fed.atStep().applyAsDouble(step.number())));
        step.batch().run();
        try {
            step.executable().run();
        } catch (DifferenceException e) {
            throw new DifferenceException(step.number(), e);
        }
        place = (place + 1) % LossRingBuffer.SIZE;
    }

    /**
     * Waits for all steps.
     *
     * @return their losses, the first step's first, up to one that is infinite or not a number; the tensors are then as they
     *     were after that step
     */
    float[] look() {
        losses.read(ring);
        int count = ahead.size();
        float[] found = new float[count];
        for (int i = 0; i < count; i++) {
            found[i] = ring[Math.floorMod(place - count + i, LossRingBuffer.SIZE)];
            if (!Float.isFinite(found[i])) {
                backTo(i + 1);
                found = Arrays.copyOf(found, i + 1);
                break;
            }
        }
        ahead.clear();
        return found;
    }

    private void backTo(int count) {
        if (count < ahead.size() && before != null) {
            before.restore();
            ahead.subList(0, count).forEach(this::take);
        }
    }

    @Override
    public void close() {
        if (before != null) {
            before.close();
        }
    }
}
