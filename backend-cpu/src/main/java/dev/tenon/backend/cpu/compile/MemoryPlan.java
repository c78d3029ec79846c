package dev.tenon.backend.cpu.compile;

import dev.tenon.backend.cpu.run.Arena;
import dev.tenon.backend.cpu.run.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assigns every temporary tensor of a program its offset in the arena. Two share floats only if no step needs both.
 * Large tensors are placed first, each at the lowest offset that is free throughout its lifetime (Pisarchyk and Lee,
 * <i>Efficient memory management for deep neural net inference</i>, 2020: greedy by size).
 */
final class MemoryPlan {
    /** Tensors begin at cache lines. */
    private static final int LINE = 16;

    private static final class Life {
        final Tensor tensor;
        final int size;
        final int first;
        int last;
        int offset;

        Life(Tensor tensor, int size, int step) {
            this.tensor = tensor;
            this.size = size;
            this.first = step;
            this.last = step;
        }

        boolean meets(Life other) {
            return first <= other.last && other.first <= last;
        }

        int end() {
            return offset + (size + LINE - 1) / LINE * LINE;
        }
    }

    private final Map<Tensor, Life> lives = new HashMap<>();
    private final List<Life> order = new ArrayList<>();

    /** A step needs a tensor. */
    void use(Tensor tensor, int step) {
        use(tensor, tensor.size(), step);
    }

    /** A step needs so many floats of a tensor. */
    void use(Tensor tensor, int size, int step) {
        if (tensor.placed()) {
            return;
        }
        Life life = lives.computeIfAbsent(tensor, t -> {
            Life begun = new Life(t, size, step);
            order.add(begun);
            return begun;
        });
        life.last = Math.max(life.last, step);
    }

    /**
     * Places all tensors.
     *
     * @throws IllegalStateException if they do not fit one array
     */
    void place(Arena memory) {
        memory.reserve(place((tensor, at) -> tensor.place(memory, at)));
    }

    /** Assigns memory to a tensor. */
    interface Placer {
        /** Assigns an offset to a tensor. */
        void place(Tensor tensor, int at);
    }

    /**
     * Assigns all tensors their offsets; returns how many floats they take together.
     *
     * @throws IllegalStateException if they do not fit one array
     */
    int place(Placer placer) {
        List<Life> bySize = new ArrayList<>(order);
        bySize.sort(Comparator.comparingInt((Life life) -> -life.size));
        List<Life> placed = new ArrayList<>();
        long size = 0;
        for (Life life : bySize) {
            long at = 0;
            for (Life other : placed) {
                // Placed ones are in order of their offsets: the first gap that is long enough is taken.
                if (other.meets(life)) {
                    if (at + life.size <= other.offset) {
                        break;
                    }
                    at = Math.max(at, other.end());
                }
            }
            long end = at + life.size + LINE;
            if (end > Integer.MAX_VALUE - 64) {
                throw new IllegalStateException(
                        "the program needs more than 8 GiB of temporary memory; use a smaller batch or image");
            }
            life.offset = (int) at;
            size = Math.max(size, end);
            insert(placed, life);
        }
        for (Life life : order) {
            placer.place(life.tensor, life.offset);
        }
        return (int) size;
    }

    private static void insert(List<Life> placed, Life life) {
        int at = placed.size();
        while (at > 0 && placed.get(at - 1).offset > life.offset) {
            at--;
        }
        placed.add(at, life);
    }
}
