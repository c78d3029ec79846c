package dev.tenon.plugins.analyses;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

/**
 * The objects in some images: pixels of one part that touch, also at corners.
 *
 * @param at for each pixel of each image, {@code [n, height, width]}, the number of its object, or -1
 * @param height of an image
 * @param width of an image
 * @param count how many there are
 */
record ImageObjects(int[] at, int height, int width, int count) {

    static ImageObjects of(PartMasks masks) {
        int[] at = new int[masks.count() * masks.height() * masks.width()];
        Arrays.fill(at, -1);
        int count = 0;
        for (BitSet part : masks.pixels()) {
            for (int pixel = part.nextSetBit(0); pixel >= 0; pixel = part.nextSetBit(pixel + 1)) {
                if (at[pixel] < 0) {
                    fill(part, pixel, count++, at, masks);
                }
            }
        }
        return new ImageObjects(at, masks.height(), masks.width(), count);
    }

    private static void fill(BitSet part, int first, int number, int[] at, PartMasks masks) {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(first);
        at[first] = number;
        while (!open.isEmpty()) {
            int pixel = open.pop();
            int row = pixel / masks.width() % masks.height();
            int column = pixel % masks.width();
            for (int i = Math.max(row - 1, 0); i <= Math.min(row + 1, masks.height() - 1); i++) {
                for (int j = Math.max(column - 1, 0); j <= Math.min(column + 1, masks.width() - 1); j++) {
                    int next = pixel + (i - row) * masks.width() + j - column;
                    if (part.get(next) && at[next] < 0) {
                        at[next] = number;
                        open.push(next);
                    }
                }
            }
        }
    }

    /** The numbers of the objects within some pixels of a place of an image, down and across. */
    BitSet near(int image, double row, double column, int within) {
        BitSet near = new BitSet();
        int middleRow = (int) Math.rint(row);
        int middleColumn = (int) Math.rint(column);
        for (int i = Math.max(middleRow - within, 0); i <= Math.min(middleRow + within, height - 1); i++) {
            for (int j = Math.max(middleColumn - within, 0); j <= Math.min(middleColumn + within, width - 1); j++) {
                int number = at[(image * height + i) * width + j];
                if (number >= 0) {
                    near.set(number);
                }
            }
        }
        return near;
    }
}
