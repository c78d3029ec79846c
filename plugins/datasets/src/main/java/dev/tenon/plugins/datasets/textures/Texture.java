package dev.tenon.plugins.datasets.textures;

import dev.tenon.api.numerics.RandomStream;

/**
 * A kind of texture: the same statistics everywhere in an image and in all images of the kind, while the pixels differ. Sizes are in
 * pixels.
 */
enum Texture {
    STRIPES {
        @Override
        Light draw(RandomStream random, int side) {
            double phase = random.nextDouble();
            return (y, x) -> 0.5 + 0.5 * wave((2 * x + y) / (6 * ROOT_5) + phase);
        }
    },
    CHECKS {
        @Override
        Light draw(RandomStream random, int side) {
            int down = random.nextInt(8);
            int across = random.nextInt(8);
            return (y, x) -> ((y + down) / 4 + (x + across) / 4) % 2;
        }
    },
    DOTS {
        @Override
        Light draw(RandomStream random, int side) {
            int down = random.nextInt(8);
            int across = random.nextInt(8);
            return (y, x) -> {
                int row = (y + down) / 4;
                double dy = (y + down) % 4 - 1.5;
                double dx = (x + across + row % 2 * 4) % 8 - 3.5;
                return within(1.5 + 0.5 - StrictMath.sqrt(dy * dy + dx * dx));
            };
        }
    },
    BRICKS {
        @Override
        Light draw(RandomStream random, int side) {
            int down = random.nextInt(12);
            int across = random.nextInt(12);
            int rows = side / 6 + 3;
            float[] light = new float[rows * rows];
            for (int i = 0; i < light.length; i++) {
                light[i] = 0.4f + 0.4f * random.nextFloat();
            }
            return (y, x) -> {
                int row = (y + down) / 6;
                int along = x + across + row % 2 * 6;
                boolean mortar = (y + down) % 6 == 0 || along % 12 == 0;
                return mortar ? 0.1 : light[row % rows * rows + along / 12 % rows];
            };
        }
    },
    WEAVE {
        @Override
        Light draw(RandomStream random, int side) {
            int down = random.nextInt(10);
            int across = random.nextInt(10);
            return (y, x) -> {
                int row = y + down;
                int column = x + across;
                boolean level = (row / 5 + column / 5) % 2 == 0;
                double over = (level ? row % 5 : column % 5) - 2.0;
                return 0.95 - 0.2 * over * over;
            };
        }
    },
    BLOBS {
        @Override
        Light draw(RandomStream random, int side) {
            return field(random, 10);
        }
    },
    GRAIN {
        @Override
        Light draw(RandomStream random, int side) {
            return field(random, 3.2);
        }
    },
    CELLS {
        @Override
        Light draw(RandomStream random, int side) {
            int across = side / CELL + 3;
            double[] down = new double[across * across];
            double[] right = new double[across * across];
            for (int i = 0; i < down.length; i++) {
                down[i] = (i / across - 1 + random.nextDouble()) * CELL;
                right[i] = (i % across - 1 + random.nextDouble()) * CELL;
            }
            return (y, x) -> {
                double nearest = Double.MAX_VALUE;
                for (int i = 0; i < down.length; i++) {
                    double dy = y - down[i];
                    double dx = x - right[i];
                    nearest = Math.min(nearest, dy * dy + dx * dx);
                }
                return within(StrictMath.sqrt(nearest) / CELL * 1.3);
            };
        }
    };

    private static final double ROOT_5 = 2.23606797749979;

    /** Waves of a random field; by then their sum is nearly Gaussian. */
    private static final int WAVES = 24;

    /** A cell of the texture of cells has one point in it. */
    private static final int CELL = 7;

    /** The light of a pixel, 0 to 1. */
    interface Light {
        double at(int y, int x);
    }

    /** An image of the kind. */
    abstract Light draw(RandomStream random, int side);

    /** A random field that is the same in all directions: plane waves of one length and all directions, with random phases. */
    private static Light field(RandomStream random, double length) {
        double[] down = new double[WAVES];
        double[] across = new double[WAVES];
        double[] phase = new double[WAVES];
        for (int i = 0; i < WAVES; i++) {
            double direction = 2 * StrictMath.PI * (i + random.nextDouble()) / WAVES;
            down[i] = StrictMath.sin(direction) / length;
            across[i] = StrictMath.cos(direction) / length;
            phase[i] = random.nextDouble();
        }
        return (y, x) -> {
            double sum = 0;
            for (int i = 0; i < WAVES; i++) {
                sum += wave(y * down[i] + x * across[i] + phase[i]);
            }
            return within(0.5 + 0.35 * sum / StrictMath.sqrt(WAVES / 2.0));
        };
    }

    private static double wave(double turns) {
        return StrictMath.sin(2 * StrictMath.PI * turns);
    }

    private static double within(double light) {
        return Math.max(0, Math.min(1, light));
    }
}
