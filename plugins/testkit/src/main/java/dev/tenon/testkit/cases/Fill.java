package dev.tenon.testkit.cases;

import dev.tenon.api.numerics.RandomStream;

/** What numbers a leaf of a case holds. */
public enum Fill {
    /** Normally distributed, one in eight a zero of either sign. */
    NOISE {
        @Override
        float next(RandomStream random) {
            return switch (random.nextInt(16)) {
                case 0 -> 0f;
                case 1 -> -0f;
                default -> (float) random.nextGaussian();
            };
        }
    },
    /** Of very different sizes, so that a sum in another order is another sum. */
    WILD {
        @Override
        float next(RandomStream random) {
            return (float) StrictMath.scalb(random.nextGaussian(), random.nextInt(-20, 20));
        }
    },
    /** Whole numbers from -2 to 2 and zeros of both signs: many are equal. */
    TIES {
        @Override
        float next(RandomStream random) {
            int value = random.nextInt(-2, 3);
            return value == 3 ? -0f : value;
        }
    },
    /** Any float at all: subnormals, infinities and NaN among them. */
    ANY {
        @Override
        float next(RandomStream random) {
            return switch (random.nextInt(12)) {
                case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 1, 2 -> Float.intBitsToFloat(random.nextWord());
                case 3 -> Float.intBitsToFloat(random.nextWord() & 0x807f_ffff);
                default -> (float) (random.nextGaussian() * 30);
            };
        }
    },
    /** Subnormals, and some normal numbers not far above them. */
    SUBNORMAL {
        @Override
        float next(RandomStream random) {
            return (float) StrictMath.scalb(random.nextGaussian(), random.nextInt(-148, -122));
        }
    },
    /** From 1/2 to 2. */
    POSITIVE {
        @Override
        float next(RandomStream random) {
            return 0.5f + 1.5f * random.nextFloat();
        }
    },
    /** Whole numbers from -1 to 12, and now and then a half: class indices, not all of them valid. */
    LABELS {
        @Override
        float next(RandomStream random) {
            return random.nextInt(9) == 0 ? 2.5f : random.nextInt(-1, 12);
        }
    },
    /** Whole numbers from 0 to 9,999: seeds and steps. */
    WHOLE {
        @Override
        float next(RandomStream random) {
            return random.nextInt(10_000);
        }
    },
    /** All +0: states at their start. */
    ZEROS {
        @Override
        float next(RandomStream random) {
            return 0f;
        }
    };

    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        88.72284f,
        -103.97208f,
        16f
    };

    abstract float next(RandomStream random);

    /**
     * Numbers of this kind.
     *
     * @param random where they come from
     * @param count how many
     * @return a new array
     */
    public float[] values(RandomStream random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = next(random);
        }
        return values;
    }
}
