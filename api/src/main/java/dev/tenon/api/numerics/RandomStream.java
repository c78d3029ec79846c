package dev.tenon.api.numerics;

/**
 * Random numbers for the host: initial weights, shuffles, splits, synthetic images. The same seed, name and step give the
 * same numbers on every machine, and the floats are those that {@link Philox#uniform} gives element by element.
 *
 * <p>An object is a position in its stream and belongs to one thread. Each method says how many 32-bit words it takes.
 */
public final class RandomStream {
    private final long key;
    private final int step;
    private final int[] words = new int[4];
    private long block;
    private int used = 4;
    private boolean spareReady;
    private double spare;

    /**
     * A stream at its beginning.
     *
     * @param seed the experiment's or trial's seed
     * @param name what the numbers are for; another name is another, unrelated stream
     * @param step the step or epoch they are for; another step is another, unrelated stream
     */
    public RandomStream(long seed, String name, int step) {
        this.key = StreamKey.of(seed, name);
        this.step = step;
    }

    /**
     * A stream at the beginning of its step 0.
     *
     * @param seed the experiment's or trial's seed
     * @param name what the numbers are for
     */
    public RandomStream(long seed, String name) {
        this(seed, name, 0);
    }

    /**
     * The next 32 random bits.
     *
     * @return one word of the stream
     */
    public int nextWord() {
        if (used == 4) {
            words[0] = (int) block;
            words[1] = step;
            words[2] = 0;
            words[3] = (int) (block >>> 32);
            Philox.apply(words, key);
            block++;
            used = 0;
        }
        return words[used++];
    }

    /**
     * The next 64 random bits: two words, the low half first.
     *
     * @return two words of the stream
     */
    public long nextLong() {
        long low = nextWord() & 0xffff_ffffL;
        return ((long) nextWord() << 32) | low;
    }

    /**
     * A multiple of 2^-24 in [0, 1), from one word.
     *
     * @return the float
     */
    public float nextFloat() {
        return Philox.toFloat(nextWord());
    }

    /**
     * A multiple of 2^-53 in [0, 1), from two words.
     *
     * @return the double
     */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /**
     * A coin: the top bit of one word.
     *
     * @return true or false, each with probability one half
     */
    public boolean nextBoolean() {
        return nextWord() < 0;
    }

    /**
     * An integer from 0 to bound - 1, each exactly as likely, from one word or, rarely, more (Lemire, <i>Fast random integer
     * generation in an interval</i>, 2019).
     *
     * @param bound the number of possible results, at least 1
     * @return the integer
     * @throws IllegalArgumentException if the bound is below 1
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("the bound of a random integer is " + bound + "; it must be at least 1");
        }
        // Of the 2^32 products, 2^32 mod bound are too many for an even share; those with the smallest low halves are
        // drawn again.
        long surplus = (1L << 32) % bound;
        long product;
        do {
            product = (nextWord() & 0xffff_ffffL) * bound;
        } while ((product & 0xffff_ffffL) < surplus);
        return (int) (product >>> 32);
    }

    /**
     * An integer from low to high, both included.
     *
     * @param low the least result
     * @param high the greatest result, at least low; the range holds fewer than 2^31 integers
     * @return the integer
     * @throws IllegalArgumentException if the range is empty or too large
     */
    public int nextInt(int low, int high) {
        long bound = (long) high - low + 1;
        if (bound < 1 || bound > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a random integer from " + low + " to " + high + ": the range is empty or too large");
        }
        return low + nextInt((int) bound);
    }

    /**
     * A number of the standard normal distribution. Pairs are made of two doubles each (Box and Muller, 1958) with
     * {@code StrictMath}, so that every second call takes four words and the others none.
     *
     * @return the number
     */
    public double nextGaussian() {
        if (spareReady) {
            spareReady = false;
            return spare;
        }
        // 1 - u lies in (0, 1], so that the logarithm is finite.
        double radius = Math.sqrt(-2.0 * StrictMath.log(1.0 - nextDouble()));
        double angle = 2.0 * Math.PI * nextDouble();
        spare = radius * StrictMath.sin(angle);
        spareReady = true;
        return radius * StrictMath.cos(angle);
    }

    /**
     * Puts an array in random order, every order as likely (Fisher and Yates, as Durstenfeld 1964).
     *
     * @param items the array; reordered in place
     */
    public void shuffle(int[] items) {
        for (int i = items.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int item = items[i];
            items[i] = items[j];
            items[j] = item;
        }
    }

    /**
     * The numbers from 0 to count - 1 in random order.
     *
     * @param count how many, 0 or more
     * @return a new array
     */
    public int[] permutation(int count) {
        int[] items = new int[count];
        for (int i = 0; i < count; i++) {
            items[i] = i;
        }
        shuffle(items);
        return items;
    }
}
