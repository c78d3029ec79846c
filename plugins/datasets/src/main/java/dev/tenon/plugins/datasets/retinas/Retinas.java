package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.plugins.datasets.folder.Pictures;
import dev.tenon.plugins.datasets.image.MadeRows;
import dev.tenon.plugins.datasets.split.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Colour images as a camera takes of the eye's ground: in a round field of view the disc, vessels, a darker fovea, uneven light, and the signs of
 * diabetic retinopathy, from which a grade follows (see {@link Lesions}). Dust, reflexes and the disc resemble signs and are none. After the task
 * of Gulshan et al., <i>Development and validation of a deep learning algorithm for detection of diabetic retinopathy in retinal fundus
 * photographs</i> (JAMA 316, 2016); these are drawings, and nothing learned from them says anything about a patient.
 *
 * <p>The images of a patient share pigment, disc and vessels, and mostly the grade; they are one group. In the test split, every second
 * patient was seen by another camera.
 *
 * <p>The columns: {@code image}, {@code [size, size, 3]}, from 0 to 1; {@code referable}, the target: whether the grade is 2 or more; {@code grade}; {@code
 * lesions}, the class of each pixel or cell; {@code counts} of each kind of lesion; {@code near} and {@code shifted}, the target once more, of test
 * images known only of those from the usual and from the other camera. Of training and validation images, all of which are from the usual one,
 * both are known: thresholds are chosen on these. Annotations are the lesions, at level 0.
 *
 * <p>Images are painted when they are needed. The same ones are made however many others there are.
 */
@Type("retinas")
@Describe(
        "generated photographs of retinas with signs of diabetic retinopathy, by grade; half of the test images are from another camera")
public final class Retinas implements Dataset<RetinaSettings> {

    @Override
    public Class<RetinaSettings> settings() {
        return RetinaSettings.class;
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, RetinaSettings settings, List<Path> files, Shape image) {
        return Pictures.like(scope, files, image);
    }

    @Override
    public Examples load(DatasetScope scope, RetinaSettings settings) {
        Counts counts = settings.examples();
        int perPatient = settings.imagesOfPatient();
        List<Eye> eyes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<int[]> patients = new ArrayList<>();
        boolean[] shifted = new boolean[counts.total()];
        int number = -1;
        for (Split split : Split.values()) {
            for (int i = 0; i < counts.of(split); i++) {
                int one = i / perPatient;
                String key = "retinas/" + Counts.key(split) + "/" + one;
                number += i % perPatient == 0 ? 1 : 0;
                patients.add(new int[] {number});
                shifted[eyes.size()] = split == Split.TEST && one % 2 == 1;
                String name = key + "/" + i % perPatient;
                names.add(name);
                eyes.add(Eye.draw(
                        Patient.draw(scope.random(key)),
                        i % perPatient % 2 == 1,
                        shifted[eyes.size()] ? settings.shift() : 0,
                        scope.random(name)));
            }
        }
        int side = settings.size();
        RetinaColumns columns =
                new RetinaColumns(eyes.stream().map(Eye::lesions).toList(), settings);
        int firstTest = counts.first(Split.TEST);
        Rows images = new MadeRows(eyes.size(), (index, into, at) -> {
            RandomStream noise = scope.random(names.get(index) + "/noise");
            Painting.paint(eyes.get(index), side, noise, into, at);
        });
        Examples.Builder examples = Examples.of(Column.image(Examples.IMAGE, Shape.of(side, side, 3), images))
                .column(columns.referable("referable", image -> true))
                .column(columns.grade())
                .column(columns.mask())
                .column(columns.counts())
                .column(columns.referable("near", image -> image < firstTest || !shifted[image]))
                .column(columns.referable("shifted", image -> image < firstTest || shifted[image]))
                .sources(patients.toArray(int[][]::new))
                .annotations(eyes.stream()
                        .map(eye -> eye.lesions().all().stream()
                                .map(lesion -> annotation(lesion, side))
                                .toList())
                        .toList());
        counts.addTo(examples);
        return examples.build();
    }

    private static Annotation annotation(Lesion lesion, int side) {
        Spot spot = lesion.spot();
        double reach = spot.radius() * spot.stretch();
        int top = Painting.pixel(spot.y() - reach, side);
        int left = Painting.pixel(spot.x() - reach, side);
        return new Annotation(
                lesion.kind().key(),
                0,
                -1,
                top,
                left,
                Painting.pixel(spot.y() + reach, side) - top + 1,
                Painting.pixel(spot.x() + reach, side) - left + 1);
    }
}
