package dev.tenon.plugins.datasets.retinas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.split.Counts;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetinasTest extends DatasetContract {

    private static final int SIDE = 64;
    private static final Counts COUNTS = new Counts(160, 20, 81);
    private static final Examples IMAGES = load(new RetinaSettings(SIDE, COUNTS, 2, 1, 1));

    private static Examples load(RetinaSettings settings) {
        return new Retinas().load(Sets.scope(Sets.SEED, Sets.digits()), settings);
    }

    @Override
    protected Dataset<?> dataset() {
        return new Retinas();
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                new RetinaSettings(32, new Counts(8, 2, 6), 2, 1, 4),
                new RetinaSettings(48, new Counts(5, 0, 3), 3, 0, 1));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(Mistake.of(
                "cells of which there is no whole number",
                () -> new RetinaSettings(64, COUNTS, 2, 1, 5),
                "cell is 5, which does not divide the size, 64"));
    }

    private static float[] column(String name) {
        return IMAGES.column(name).orElseThrow().values();
    }

    /** The grade by another way of counting: the words of the annotations. */
    @Test
    void gradesFollowFromTheLesions() {
        float[] grades = column("grade");
        float[] counts = column("counts");
        int[] seen = new int[5];
        for (int i = 0; i < IMAGES.size(); i++) {
            List<String> kinds =
                    IMAGES.annotations(i).stream().map(Annotation::label).toList();
            int late = (int)
                    kinds.stream().filter(kind -> !kind.equals("microaneurysm")).count();
            int grade = kinds.isEmpty() ? 0 : late == 0 ? 1 : late <= 4 ? 2 : late <= 9 ? 3 : 4;
            assertEquals(grade, grades[i]);
            assertEquals(grade > 1 ? 1f : -1f, column("referable")[i]);
            assertEquals(kinds.size(), counts[3 * i] + counts[3 * i + 1] + counts[3 * i + 2]);
            assertEquals(late, counts[3 * i + 1] + counts[3 * i + 2]);
            seen[grade]++;
        }
        assertTrue(Arrays.stream(seen).allMatch(count -> count > 10), Arrays.toString(seen));
    }

    /** The green of a lesion's middle against that of a ring around it. */
    @Test
    void lesionsAreSeenWhereTheMaskHasThem() {
        Examples sharp = load(new RetinaSettings(256, new Counts(60, 0, 0), 2, 0, 1));
        Column mask = sharp.column("lesions").orElseThrow();
        int[] darker = new int[4];
        int[] all = new int[4];
        for (int i = 0; i < sharp.size(); i++) {
            float[] pixels = sharp.pixels(i);
            float[] classes = mask.rows(new int[] {i});
            for (Annotation box : sharp.annotations(i)) {
                int kind = mask.names().indexOf(box.label());
                int row = box.top() + box.height() / 2;
                int column = box.left() + box.width() / 2;
                assertEquals(kind, classes[row * 256 + column], box.label());
                double green = green(pixels, row, column);
                double around = 0;
                for (int[] side : new int[][] {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
                    int down = StrictMath.clamp(row + side[0] * (box.height() / 2 + 4), 0, 255);
                    int across = StrictMath.clamp(column + side[1] * (box.width() / 2 + 4), 0, 255);
                    around += green(pixels, down, across) / 4;
                }
                darker[kind] += green < around ? 1 : 0;
                all[kind]++;
            }
        }
        assertTrue(darker[1] > 0.9 * all[1] && all[1] > 50, "blood is darker: " + Arrays.toString(darker));
        assertTrue(darker[2] > 0.9 * all[2] && all[2] > 50, "blood is darker: " + Arrays.toString(darker));
        assertTrue(darker[3] < 0.1 * all[3] && all[3] > 50, "fat is brighter: " + Arrays.toString(darker));
    }

    private static double green(float[] pixels, int row, int column) {
        return pixels[(row * 256 + column) * 3 + 1];
    }

    @Test
    void aCellHasWhatIsInItsPixels() {
        Examples coarse = load(new RetinaSettings(SIDE, COUNTS, 2, 1, 8));
        for (int i = 0; i < 40; i++) {
            float[] fine = IMAGES.column("lesions").orElseThrow().rows(new int[] {i});
            float[] cells = coarse.column("lesions").orElseThrow().rows(new int[] {i});
            boolean[] any = new boolean[cells.length];
            for (int pixel = 0; pixel < fine.length; pixel++) {
                any[pixel / SIDE / 8 * 8 + pixel % SIDE / 8] |= fine[pixel] > 0;
            }
            for (int cell = 0; cell < cells.length; cell++) {
                assertEquals(any[cell], cells[cell] > 0);
            }
        }
    }

    /** The other camera's images have another colour; those that it took are of other patients, and known to the one column alone. */
    @Test
    void halfOfTheTestIsFromAnotherCamera() {
        float[] target = column("referable");
        float[] near = column("near");
        float[] shifted = column("shifted");
        double[] blue = new double[2];
        int[] images = new int[2];
        for (int i = 0; i < IMAGES.size(); i++) {
            if (i < COUNTS.first(Split.TEST)) {
                assertEquals(target[i], near[i]);
                assertEquals(target[i], shifted[i]);
                continue;
            }
            boolean other = Float.isNaN(near[i]);
            assertEquals(!other, Float.isNaN(shifted[i]));
            assertEquals(target[i], other ? shifted[i] : near[i]);
            assertEquals(
                    (i - COUNTS.first(Split.TEST)) / 2 % 2 == 1, other, "the images of a patient are from one camera");
            float[] pixels = IMAGES.pixels(i);
            double red = 0;
            double own = 0;
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                red += pixels[3 * pixel];
                own += pixels[3 * pixel + 2];
            }
            blue[other ? 1 : 0] += own / red;
            images[other ? 1 : 0]++;
        }
        assertTrue(blue[1] / images[1] > 1.3 * blue[0] / images[0], "blue to red: " + Arrays.toString(blue));
    }

    @Test
    void imagesOfAPatientAreAlikeAndInOneGroup() {
        double own = 0;
        double others = 0;
        for (int i = 0; i + 3 < COUNTS.train(); i += 2) {
            assertArrayEquals(IMAGES.sources(i), IMAGES.sources(i + 1));
            assertTrue(IMAGES.sources(i)[0] != IMAGES.sources(i + 2)[0]);
            own += difference(i, i + 1);
            others += difference(i, i + 3);
        }
        assertTrue(own < 0.5 * others, own + " of one patient, " + others + " of two");
    }

    /** Between the mean colours of two images. */
    private static double difference(int one, int other) {
        double[] sum = new double[3];
        float[] first = IMAGES.pixels(one);
        float[] second = IMAGES.pixels(other);
        for (int i = 0; i < first.length; i++) {
            sum[i % 3] += first[i] - second[i];
        }
        return Arrays.stream(sum).map(Math::abs).sum();
    }

    @Test
    void moreImagesLeaveTheOthersAsTheyAre() {
        Examples more = load(new RetinaSettings(SIDE, new Counts(170, 20, 90), 2, 1, 1));
        assertArrayEquals(IMAGES.pixels(3), more.pixels(3));
        assertArrayEquals(IMAGES.pixels(COUNTS.first(Split.TEST) + 5), more.pixels(190 + 5));
    }

    @Test
    void outsideTheFieldItIsBlack() {
        for (int i = 0; i < 20; i++) {
            float[] pixels = IMAGES.pixels(i);
            for (int corner : new int[] {0, SIDE - 1, SIDE * (SIDE - 1), SIDE * SIDE - 1}) {
                assertEquals(0f, pixels[3 * corner] + pixels[3 * corner + 1] + pixels[3 * corner + 2]);
            }
            for (float pixel : pixels) {
                assertTrue(pixel >= 0 && pixel <= 1);
            }
        }
    }
}
