package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.numerics.RandomStream;

/**
 * A place in the field of view, whose centre is (0, 0) and whose radius is 1, and what is there: an ellipse.
 *
 * @param x to the right
 * @param y downwards
 * @param radius of the circle with the same area
 * @param stretch how much longer than that circle it is, at least 1
 * @param angle of its longer axis
 */
record Spot(double x, double y, double radius, double stretch, double angle) {

    static Spot circle(double x, double y, double radius) {
        return new Spot(x, y, radius, 1, 0);
    }

    /** Anywhere, as likely in each part of a circle around the centre of the field. */
    static Spot within(double reach, double least, double most, double stretch, RandomStream random) {
        double distance = reach * StrictMath.sqrt(random.nextDouble());
        double direction = 2 * StrictMath.PI * random.nextDouble();
        return new Spot(
                distance * StrictMath.cos(direction),
                distance * StrictMath.sin(direction),
                between(least, most, random),
                between(1, stretch, random),
                StrictMath.PI * random.nextDouble());
    }

    static double between(double low, double high, RandomStream random) {
        return low + (high - low) * random.nextDouble();
    }

    double distance(Spot other) {
        return StrictMath.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y));
    }

    /** How far a point is from the centre, where the edge is at the radius. */
    double distance(double px, double py) {
        if (stretch == 1) {
            return StrictMath.sqrt((px - x) * (px - x) + (py - y) * (py - y));
        }
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double along = ((px - x) * cos + (py - y) * sin) / stretch;
        double across = ((py - y) * cos - (px - x) * sin) * stretch;
        return StrictMath.sqrt(along * along + across * across);
    }

    /** Turned around the centre of the field, then moved. */
    Spot moved(double turn, double dx, double dy, boolean mirrored) {
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double from = mirrored ? -x : x;
        return new Spot(from * cos - y * sin + dx, from * sin + y * cos + dy, radius, stretch, angle);
    }
}
