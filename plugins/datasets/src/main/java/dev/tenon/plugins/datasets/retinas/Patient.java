package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.numerics.RandomStream;
import java.util.List;

/**
 * What all images of one patient have in common. The other eye is the mirrored one.
 *
 * @param pigment red, green and blue of the ground
 * @param disc where the nerve leaves the eye
 * @param vessels of the eye whose disc is to the left
 * @param grade for which lesions are drawn in most of the images
 */
record Patient(double[] pigment, Spot disc, List<Vessel> vessels, int grade) {

    static Patient draw(RandomStream random) {
        double dark = Spot.between(0.8, 1.1, random);
        double[] pigment = {0.82 * dark, dark * Spot.between(0.3, 0.4, random), dark * Spot.between(0.17, 0.26, random)
        };
        Spot disc = Spot.circle(
                Spot.between(-0.62, -0.5, random), Spot.between(-0.06, 0.06, random), Spot.between(0.13, 0.17, random));
        List<Vessel> vessels =
                VesselTree.grow(disc, Spot.between(0.035, 0.055, random), Spot.between(0.1, 0.5, random), random);
        return new Patient(pigment, disc, vessels, Lesions.drawGrade(random));
    }
}
