package dev.tenon.plugins.datasets.bags;

import dev.tenon.api.numerics.RandomStream;
import java.util.List;

/**
 * An item at a place of a bag.
 *
 * @param row of its middle
 * @param column of its middle
 * @param cosine of the angle by which it is turned
 * @param sine of that angle
 * @param scale by which it is larger than drawn
 */
record PlacedItem(Item item, double row, double column, double cosine, double sine, double scale) {

    /** Takes what a point of a bar is told. */
    private interface Pixel {
        void cover(int at, double depth, double covered);
    }

    /** An item of a list, turned and scaled at random, wholly within a square bag. */
    static PlacedItem draw(List<Item> items, int side, RandomStream random) {
        Item item = items.get(random.nextInt(items.size()));
        double scale = 0.9 + 0.3 * random.nextDouble();
        double angle = 2 * StrictMath.PI * random.nextDouble();
        double room = side - 1 - 2 * item.reach() * scale;
        double least = item.reach() * scale;
        return new PlacedItem(
                item,
                least + room * random.nextDouble(),
                least + room * random.nextDouble(),
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                scale);
    }

    /** Adds its optical depth to that of each pixel. */
    void absorb(double[] depths, int side) {
        forEach(side, (at, depth, covered) -> depths[at] += depth * covered);
    }

    /** Writes a number at each pixel that at least half lies in it. */
    void mark(float[] into, int from, int side, float number) {
        forEach(side, (at, depth, covered) -> {
            if (covered >= 0.5) {
                into[from + at] = number;
            }
        });
    }

    private void forEach(int side, Pixel pixel) {
        int top = (int) StrictMath.max(0, StrictMath.floor(row - item.reach() * scale) - 1);
        int left = (int) StrictMath.max(0, StrictMath.floor(column - item.reach() * scale) - 1);
        int below = (int) StrictMath.min(side, StrictMath.ceil(row + item.reach() * scale) + 2);
        int right = (int) StrictMath.min(side, StrictMath.ceil(column + item.reach() * scale) + 2);
        for (int i = top; i < below; i++) {
            for (int j = left; j < right; j++) {
                double down = (i - row) / scale;
                double across = (j - column) / scale;
                double atRow = down * cosine + across * sine;
                double atColumn = across * cosine - down * sine;
                for (Bar bar : item.bars()) {
                    double inside = (bar.radius() - bar.distance(atRow, atColumn)) * scale + 0.5;
                    if (inside > 0) {
                        pixel.cover(i * side + j, bar.depth(), StrictMath.min(inside, 1));
                    }
                }
            }
        }
    }
}
