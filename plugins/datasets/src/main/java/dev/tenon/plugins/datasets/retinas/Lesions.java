package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The signs of disease in an eye, and the grade that follows from them, after the International Clinical Diabetic Retinopathy scale (Wilkinson et al.,
 * <i>Ophthalmology</i> 110, 2003), by counts alone: 0, no sign; 1, microaneurysms only; else by how many haemorrhages and exudates there
 * are together: 2, up to 4; 3, up to 9; 4, more. Grades from 2 on are to be referred to a doctor.
 */
record Lesions(List<Lesion> all) {

    /** Of 100 patients, how many have each grade. */
    private static final int[] OF_HUNDRED = {35, 20, 20, 15, 10};

    /** For each grade, the fewest and the most microaneurysms, and the same of haemorrhages and exudates together. */
    private static final int[][] COUNTS = {{0, 0, 0, 0}, {1, 5, 0, 0}, {0, 6, 1, 4}, {2, 10, 5, 9}, {4, 12, 10, 18}};

    /** The lowest grade that is to be referred. */
    static final int REFERABLE = 2;

    /** Lesions lie in this part of the field. */
    private static final double REACH = 0.9;

    private static final double FAINTEST = 0.4;
    private static final int ATTEMPTS = 50;

    /** How much of the field is between two lesions at least, so that they can be counted. */
    private static final double APART = 0.02;

    int count(LesionKind kind) {
        return (int) all.stream().filter(lesion -> lesion.kind() == kind).count();
    }

    int grade() {
        int later = count(LesionKind.HAEMORRHAGE) + count(LesionKind.EXUDATE);
        return later > 9 ? 4 : later > 4 ? 3 : later > 0 ? 2 : all.isEmpty() ? 0 : 1;
    }

    /** The grade for which lesions are drawn. */
    static int drawGrade(RandomStream random) {
        int left = random.nextInt(100);
        int grade = 0;
        while (left >= OF_HUNDRED[grade]) {
            left -= OF_HUNDRED[grade++];
        }
        return grade;
    }

    /**
     * Lesions for a grade, none of them on the disc or on each other. Exudates tend to lie beside each other.
     *
     * @throws IllegalStateException if there is no room, which the sizes exclude
     */
    static Lesions draw(int grade, Spot disc, RandomStream random) {
        int[] counts = COUNTS[grade];
        List<LesionKind> kinds = new ArrayList<>();
        for (int left = random.nextInt(counts[0], counts[1]); left > 0; left--) {
            kinds.add(LesionKind.MICROANEURYSM);
        }
        for (int left = random.nextInt(counts[2], counts[3]); left > 0; left--) {
            kinds.add(random.nextBoolean() ? LesionKind.HAEMORRHAGE : LesionKind.EXUDATE);
        }
        List<Lesion> placed = new ArrayList<>();
        for (LesionKind kind : kinds) {
            placed.add(new Lesion(kind, place(kind, placed, disc, random), Spot.between(FAINTEST, 1, random)));
        }
        return new Lesions(placed);
    }

    private static Spot place(LesionKind kind, List<Lesion> placed, Spot disc, RandomStream random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Spot spot = beside(kind, placed, random);
            boolean free = spot.distance(disc) > disc.radius() + 2 * spot.radius()
                    && spot.distance(Spot.circle(0, 0, 0)) < REACH
                    && placed.stream()
                            .allMatch(other -> spot.distance(other.spot())
                                    > APART
                                            + 1.5
                                                    * (spot.radius()
                                                            + other.spot().radius()));
            if (free) {
                return spot;
            }
        }
        throw new IllegalStateException("no place for one more of " + placed.size() + " lesions");
    }

    private static Spot beside(LesionKind kind, List<Lesion> placed, RandomStream random) {
        double stretch = kind == LesionKind.MICROANEURYSM ? 1 : 1.5;
        Spot anywhere = Spot.within(REACH, kind.least, kind.most, stretch, random);
        if (kind != LesionKind.EXUDATE || random.nextInt(3) == 0) {
            return anywhere;
        }
        return placed.stream()
                .filter(other -> other.kind() == kind)
                .map(Lesion::spot)
                .reduce((first, last) -> last)
                .map(last -> new Spot(
                        last.x() + Spot.between(-0.15, 0.15, random),
                        last.y() + Spot.between(-0.15, 0.15, random),
                        anywhere.radius(),
                        anywhere.stretch(),
                        anywhere.angle()))
                .orElse(anywhere);
    }
}
