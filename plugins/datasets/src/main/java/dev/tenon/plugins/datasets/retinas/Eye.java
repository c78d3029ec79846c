package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What one image shows, and the camera that took it.
 *
 * @param pigment red, green and blue of the ground
 * @param mottling how much lighter or darker the ground is on a grid, {@code [MOTTLES, MOTTLES]}
 * @param fovea where the ground is darker
 * @param disc bright as exudates are, but large
 * @param lesions what the grade depends on
 * @param reflexes of light from a vessel's wall, which are none of them
 * @param dust on the camera's lens, which is none either: grey, and not red
 */
record Eye(
        double[] pigment,
        double[] mottling,
        Spot fovea,
        Spot disc,
        List<Vessel> vessels,
        Lesions lesions,
        List<Spot> reflexes,
        List<Spot> dust,
        Camera camera) {

    /** Places of the grid along a side. */
    static final int MOTTLES = 14;

    private static final int MOST_REFLEXES = 5;
    private static final int MOST_DUST = 3;

    /** One image in three has lesions of a grade that is drawn for it alone: the eyes of a patient are alike, not the same. */
    private static final int ALIKE = 3;

    /**
     * An image of a patient.
     *
     * @param mirrored whether it is the eye whose disc is to the right
     * @param shift of the camera, see {@link Camera#draw}
     */
    static Eye draw(Patient patient, boolean mirrored, double shift, RandomStream random) {
        double turn = Spot.between(-0.15, 0.15, random);
        double dx = Spot.between(-0.08, 0.08, random);
        double dy = Spot.between(-0.08, 0.08, random);
        Spot disc = patient.disc().moved(turn, dx, dy, mirrored);
        List<Vessel> vessels = patient.vessels().stream()
                .map(vessel -> vessel.moved(turn, dx, dy, mirrored))
                .toList();
        int grade = random.nextInt(ALIKE) == 0 ? Lesions.drawGrade(random) : patient.grade();
        Lesions lesions = Lesions.draw(grade, disc, random);
        List<Spot> reflexes = new ArrayList<>();
        for (int left = random.nextInt(MOST_REFLEXES + 1); left > 0; left--) {
            Spot on = vessels.get(random.nextInt(vessels.size())).from();
            reflexes.add(
                    new Spot(on.x(), on.y(), Spot.between(0.02, 0.05, random), 2, StrictMath.PI * random.nextDouble()));
        }
        List<Spot> dust = new ArrayList<>();
        for (int left = random.nextInt(MOST_DUST + 1); left > 0; left--) {
            dust.add(Spot.within(1, 0.015, 0.035, 1.3, random));
        }
        double[] mottling = new double[MOTTLES * MOTTLES];
        for (int i = 0; i < mottling.length; i++) {
            mottling[i] = Spot.between(-0.08, 0.08, random);
        }
        return new Eye(
                patient.pigment(),
                mottling,
                Spot.circle(0.04, 0, 0.22).moved(turn, dx, dy, mirrored),
                disc,
                vessels,
                lesions,
                reflexes,
                dust,
                Camera.draw(shift, random));
    }
}
