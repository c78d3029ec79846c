package dev.tenon.plugins.datasets.retinas;

/**
 * A straight piece of a vessel, in radii of the field of view.
 *
 * @param from one end; its radius is half of the vessel's width
 * @param to the other end
 * @param depth how much of the light it takes away, from 0 to 1: veins more than arteries
 */
record Vessel(Spot from, Spot to, double depth) {

    Vessel moved(double turn, double dx, double dy, boolean mirrored) {
        return new Vessel(from.moved(turn, dx, dy, mirrored), to.moved(turn, dx, dy, mirrored), depth);
    }
}
