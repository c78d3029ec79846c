package dev.tenon.backend.cpu.kernels;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is made for single distances of terms, for the first few that are asked for: each costs the compiler a part of a second.
 * Looking one up allocates nothing and takes no lock.
 */
final class ByStep<T> {
    /** Distances that are made something for. */
    private static final int MOST = 8;

    private record Made(int[] steps, Object[] values) {}

    private final IntFunction<T> maker;
    private volatile Made made = new Made(new int[0], new Object[0]);

    ByStep(IntFunction<T> maker) {
        this.maker = maker;
    }

    /** What was made for a distance, or null if others were first. */
    @Nullable
    T get(int step) {
        Made now = made;
        T found = find(now, step);
        return found != null || now.steps().length == MOST ? found : add(step);
    }

    @SuppressWarnings("unchecked")
    private @Nullable T find(Made now, int step) {
        int[] steps = now.steps();
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] == step) {
                return (T) now.values()[i];
            }
        }
        return null;
    }

    private synchronized @Nullable T add(int step) {
        Made now = made;
        T found = find(now, step);
        int count = now.steps().length;
        if (found != null || count == MOST) {
            return found;
        }
        T value = maker.apply(step);
        int[] steps = Arrays.copyOf(now.steps(), count + 1);
        Object[] values = Arrays.copyOf(now.values(), count + 1);
        steps[count] = step;
        values[count] = value;
        made = new Made(steps, values);
        return value;
    }
}
