package dev.tenon.api.numerics;

import java.nio.charset.StandardCharsets;

/**
 * The key of a random stream, made of the experiment's seed and the stream's name. Since a name alone picks the stream, a
 * layer or an arm that is added takes nothing from the numbers of another.
 *
 * <p>{@code key = fnv1a64(UTF-8 bytes of the name) xor mix(seed)}. For one name, different seeds give different keys, for
 * {@link #mix} is a bijection; for one seed, names collide only where 64-bit FNV-1a does.
 */
public final class StreamKey {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private StreamKey() {}

    /**
     * The key of a stream.
     *
     * @param seed the experiment's or trial's seed
     * @param name what the numbers are for, "conv1/weights" say
     * @return the key for {@link Philox}
     */
    public static long of(long seed, String name) {
        return fnv1a64(name) ^ mix(seed);
    }

    /**
     * The 64-bit FNV-1a hash of a name's UTF-8 bytes (Fowler, Noll and Vo).
     *
     * @param name any text
     * @return its hash
     */
    public static long fnv1a64(String name) {
        long hash = FNV_OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    /**
     * A bijection of 64 bits whose every output bit depends on every input bit: one step of SplitMix64 (Steele, Lea and
     * Flood, <i>Fast splittable pseudorandom number generators</i>, OOPSLA 2014), so that the seeds 0, 1, 2, ... give keys that
     * have nothing in common.
     *
     * @param seed any number
     * @return its image
     */
    public static long mix(long seed) {
        long z = seed + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
