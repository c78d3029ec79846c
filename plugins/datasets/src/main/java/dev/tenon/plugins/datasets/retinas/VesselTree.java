package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Arteries and veins that leave the disc in pairs: two that bend around the fovea, above and below, and two to the other side. They wind, become
 * thinner and branch.
 */
final class VesselTree {

    private static final double STEP = 0.04;
    private static final double THINNEST = 0.005;
    private static final int GENERATIONS = 3;

    /** For each pair, the heading with which it leaves the disc, and by how much it turns on a way of length 1; the fovea is to the right. */
    private static final double[][] PAIRS = {{-1.3, 1.1}, {1.3, -1.1}, {-2.5, -0.3}, {2.5, 0.3}};

    private final RandomStream random;
    private final double winding;
    private final List<Vessel> vessels = new ArrayList<>();

    private VesselTree(RandomStream random, double winding) {
        this.random = random;
        this.winding = winding;
    }

    /**
     * A tree.
     *
     * @param width of its veins where they leave the disc
     * @param winding how much a vessel turns this way and that
     */
    static List<Vessel> grow(Spot disc, double width, double winding, RandomStream random) {
        VesselTree tree = new VesselTree(random, winding);
        for (double[] pair : PAIRS) {
            double heading = pair[0] + Spot.between(-0.15, 0.15, random);
            double bend = pair[1] * Spot.between(0.7, 1.3, random);
            tree.branch(Spot.circle(disc.x(), disc.y(), width / 2), heading - 0.15, bend, 0.75, 1);
            tree.branch(Spot.circle(disc.x(), disc.y(), 0.37 * width), heading + 0.15, bend, 0.5, 1);
        }
        return List.copyOf(tree.vessels);
    }

    private void branch(Spot start, double startHeading, double bend, double depth, int generation) {
        Spot at = start;
        double heading = startHeading;
        double half = start.radius();
        while (half > THINNEST && at.x() * at.x() + at.y() * at.y() < 1.3) {
            heading += bend * STEP + winding * (random.nextDouble() - 0.5);
            Spot next =
                    Spot.circle(at.x() + STEP * StrictMath.cos(heading), at.y() + STEP * StrictMath.sin(heading), half);
            vessels.add(new Vessel(at, next, depth));
            at = next;
            half *= 0.98;
            if (generation < GENERATIONS && random.nextInt(9) == 0) {
                double turn = Spot.between(0.5, 1, random) * (random.nextBoolean() ? 1 : -1);
                branch(Spot.circle(at.x(), at.y(), 0.75 * half), heading + turn, -turn, depth, generation + 1);
                half *= 0.9;
            }
        }
    }
}
