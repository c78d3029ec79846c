package dev.tenon.backend.opencl.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the temporary tensors of a program lie. Each lives from the launch that writes it first to the one that reads it last,
 * and shares bytes only with tensors that live at other times. The largest are placed first, each as low as it fits
 * (Pisarchyk and Lee, <i>Efficient memory management for deep neural net inference</i>, 2020: greedy by size). A device bounds
 * the length of a buffer, so that there may be several.
 */
public final class MemoryPlan {
    private final int alignment;
    private final long longest;
    private final Map<Tensor, int[]> lives = new LinkedHashMap<>();

    /**
     * An empty plan.
     *
     * @param alignment bytes of which every tensor begins at a multiple
     * @param longest bytes of one buffer, at most
     */
    public MemoryPlan(int alignment, long longest) {
        this.alignment = alignment;
        this.longest = longest;
    }

    /**
     * A tensor's place.
     *
     * @param buffer the number of its buffer
     * @param offset its first byte there
     * @param bytes its length
     */
    public record Place(int buffer, long offset, long bytes) {
        long end() {
            return offset + bytes;
        }
    }

    /**
     * All places.
     *
     * @param buffers the length of each buffer in bytes
     */
    public record Layout(Map<Tensor, Place> places, long[] buffers) {
        /** Bytes of all buffers. */
        public long bytes() {
            return Arrays.stream(buffers).sum();
        }
    }

    /** A launch needs a tensor; launches are told in order. */
    public void use(Tensor tensor, int launch) {
        if (tensor.isTemporary()) {
            lives.computeIfAbsent(tensor, t -> new int[] {launch, launch})[1] = launch;
        }
    }

    private record Placed(int[] life, Place place) {}

    /** Places all tensors. */
    public Layout layout() {
        List<Tensor> bySize = new ArrayList<>(lives.keySet());
        bySize.sort(Comparator.comparingInt((Tensor tensor) -> -tensor.size()));
        List<List<Placed>> buffers = new ArrayList<>();
        Map<Tensor, Place> places = new LinkedHashMap<>();
        for (Tensor tensor : bySize) {
            int[] life = lives.getOrDefault(tensor, new int[2]);
            long bytes = Math.ceilDiv((long) tensor.size() * Float.BYTES, alignment) * alignment;
            Place place = place(buffers, life, bytes);
            if (place.buffer() == buffers.size()) {
                buffers.add(new ArrayList<>());
            }
            List<Placed> neighbours = buffers.get(place.buffer());
            neighbours.add(new Placed(life, place));
            neighbours.sort(Comparator.comparingLong(placed -> placed.place().offset()));
            places.put(tensor, place);
        }
        long[] lengths = buffers.stream()
                .mapToLong(buffer -> buffer.stream()
                        .mapToLong(placed -> placed.place().end())
                        .max()
                        .orElse(0))
                .toArray();
        return new Layout(places, lengths);
    }

    /** The lowest gap of the first buffer that has one; a new buffer if none has. */
    private Place place(List<List<Placed>> buffers, int[] life, long bytes) {
        for (int buffer = 0; buffer < buffers.size(); buffer++) {
            long at = 0;
            for (Placed other : buffers.get(buffer)) {
                if (other.life()[0] <= life[1] && life[0] <= other.life()[1]) {
                    if (at + bytes <= other.place().offset()) {
                        break;
                    }
                    at = Math.max(at, other.place().end());
                }
            }
            if (at + bytes <= longest) {
                return new Place(buffer, at, bytes);
            }
        }
        return new Place(buffers.size(), 0, bytes);
    }
}
