package dev.tenon.plugins.datasets.bags;

import java.util.List;

/**
 * What a bag may hold. A knife is a blade in line with a handle, and a pistol a barrel with a grip at its end. A scraper and a drill are made
 * of the same parts, with the handle across and the grip in the middle, so that neither the parts nor how much matter there is tell
 * one from the other.
 *
 * @param bars that it is made of
 */
record Item(String name, Kind kind, List<Bar> bars) {

    static final Item KNIFE = new Item("knife", Kind.FORBIDDEN, List.of(blade(-4.5), handle(5, false)));
    static final Item COIN = new Item("coin", Kind.HARMLESS, List.of(new Bar(0, 0, 0, 0, 2.2, 1.5)));

    private static final List<Item> ALL = List.of(
            KNIFE,
            new Item("pistol", Kind.FORBIDDEN, List.of(barrel(), grip(-5))),
            new Item("scraper", Kind.LOOKALIKE, List.of(blade(-4.5), handle(2.5, true))),
            new Item("drill", Kind.LOOKALIKE, List.of(barrel(), grip(0))),
            new Item("ruler", Kind.HARMLESS, List.of(blade(0))),
            new Item("torch", Kind.HARMLESS, List.of(handle(0, false))),
            new Item("tube", Kind.HARMLESS, List.of(barrel())),
            new Item(
                    "bottle",
                    Kind.HARMLESS,
                    List.of(new Bar(-5, 0, 4, 0, 3.4, 0.35), new Bar(-8, 0, -5, 0, 1.3, 0.35))),
            COIN,
            new Item("key", Kind.HARMLESS, List.of(new Bar(-1, 0, 5, 0, 0.7, 1.1), new Bar(-3, 0, -3, 0, 2, 0.9))),
            new Item(
                    "cable",
                    Kind.HARMLESS,
                    List.of(new Bar(-8, -3, -1, 3, 0.6, 0.5), new Bar(-1, 3, 7, -2, 0.6, 0.5))));

    /** What becomes of it at the gate. */
    enum Kind {
        FORBIDDEN,
        LOOKALIKE,
        HARMLESS
    }

    private static Bar blade(double middle) {
        return new Bar(middle - 4.5, 0, middle + 4.5, 0, 1, 1.3);
    }

    private static Bar handle(double row, boolean across) {
        return across ? new Bar(row, -3.2, row, 3.2, 1.6, 0.8) : new Bar(row - 3.2, 0, row + 3.2, 0, 1.6, 0.8);
    }

    private static Bar barrel() {
        return new Bar(-2, -6, -2, 6, 1.5, 1.2);
    }

    private static Bar grip(double column) {
        return new Bar(0, column, 5, column, 1.7, 0.9);
    }

    /** All of a kind, in order. */
    static List<Item> of(Kind kind) {
        return ALL.stream().filter(item -> item.kind == kind).toList();
    }

    /** The farthest that it reaches from its middle, in pixels. */
    double reach() {
        return bars.stream().mapToDouble(Bar::reach).max().orElse(0);
    }
}
