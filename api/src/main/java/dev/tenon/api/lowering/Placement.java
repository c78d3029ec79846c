package dev.tenon.api.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the temporary tensors of a program are stored. Each lives from the step that uses it first to the one that uses it last, and shares
 * memory only with tensors that live at other times. The largest are placed first, each as low as it fits (Pisarchyk and Lee,
 * <i>Efficient memory management for deep neural net inference</i>, 2020: greedy by size). Where the length of a buffer is bounded, there
 * may be several.
 *
 * @param <T> a tensor, as the backend has it; equal only to itself
 */
public final class Placement<T> {

    private record Life(long size, int first, int last) {
        Life until(int step) {
            return new Life(size, first, Math.max(last, step));
        }

        boolean meets(Life other) {
            return first <= other.last && other.first <= last;
        }
    }

    /**
     * A tensor's place.
     *
     * @param buffer the number of its buffer
     * @param offset where it begins there
     * @param size its size, rounded up to the alignment
     */
    public record Place(int buffer, long offset, long size) {
        long end() {
            return offset + size;
        }
    }

    /**
     * All places.
     *
     * @param places of the tensors, in the order of their first use
     * @param buffers the length of each buffer
     */
    public record Layout<T>(Map<T, Place> places, List<Long> buffers) {
        /** Keeps copies. */
        public Layout {
            places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
            buffers = List.copyOf(buffers);
        }
    }

    private record Placed(Life life, Place place) {}

    private final int alignment;
    private final long longest;
    private final Map<T, Life> lives = new LinkedHashMap<>();

    /**
     * Nothing is placed yet.
     *
     * @param alignment every tensor begins at a multiple of it, in the unit of all sizes here
     * @param longest length of a buffer, at most; a tensor that is longer has a separate buffer
     */
    public Placement(int alignment, long longest) {
        this.alignment = alignment;
        this.longest = longest;
    }

    /** A step uses a tensor. The first use says its size. */
    public void use(T tensor, long size, int step) {
        lives.merge(tensor, new Life(size, step, step), (known, now) -> known.until(step));
    }

    /** Places all tensors. */
    public Layout<T> layout() {
        List<T> bySize = new ArrayList<>(lives.keySet());
        bySize.sort(Comparator.comparingLong(tensor -> -life(tensor).size()));
        List<List<Placed>> buffers = new ArrayList<>();
        Map<T, Place> places = new LinkedHashMap<>();
        lives.keySet().forEach(tensor -> places.put(tensor, new Place(0, 0, 0)));
        for (T tensor : bySize) {
            Life life = life(tensor);
            Place place = place(buffers, life, Math.ceilDiv(life.size(), alignment) * alignment);
            if (place.buffer() == buffers.size()) {
                buffers.add(new ArrayList<>());
            }
            insert(buffers.get(place.buffer()), new Placed(life, place));
            places.put(tensor, place);
        }
        return new Layout<>(places, buffers.stream().map(Placement::length).toList());
    }

    private Life life(T tensor) {
        Life life = lives.get(tensor);
        if (life == null) {
            throw new IllegalStateException("a tensor that no step uses");
        }
        return life;
    }

    /** The lowest gap of the first buffer that has one; a new buffer if none has. */
    private Place place(List<List<Placed>> buffers, Life life, long size) {
        for (int buffer = 0; buffer < buffers.size(); buffer++) {
            long at = 0;
            // In order of their offsets: the first gap that is long enough is taken.
            for (Placed other : buffers.get(buffer)) {
                if (other.life().meets(life)) {
                    if (at + size <= other.place().offset()) {
                        break;
                    }
                    at = Math.max(at, other.place().end());
                }
            }
            if (at + size <= longest) {
                return new Place(buffer, at, size);
            }
        }
        return new Place(buffers.size(), 0, size);
    }

    private static void insert(List<Placed> placed, Placed next) {
        int at = placed.size();
        while (at > 0 && placed.get(at - 1).place().offset() > next.place().offset()) {
            at--;
        }
        placed.add(at, next);
    }

    private static long length(List<Placed> buffer) {
        return buffer.stream().mapToLong(placed -> placed.place().end()).max().orElse(0);
    }
}
