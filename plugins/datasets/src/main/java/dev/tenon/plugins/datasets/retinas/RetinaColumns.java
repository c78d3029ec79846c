package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.image.MadeRows;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is told of images besides their pixels.
 *
 * @param lesions of each image
 */
record RetinaColumns(List<Lesions> lesions, RetinaSettings settings) {

    private static final List<String> GRADES =
            IntStream.rangeClosed(0, 4).mapToObj(Integer::toString).toList();

    /** Whether an image is to be referred, where it is known. */
    Column referable(String name, IntPredicate known) {
        float[] signs = new float[lesions.size()];
        for (int i = 0; i < signs.length; i++) {
            boolean yes = lesions.get(i).grade() >= Lesions.REFERABLE;
            signs[i] = known.test(i) ? yes ? 1f : -1f : Float.NaN;
        }
        return new Column(name, Targets.SIGNS, Shape.of(1), List.of("referable"), signs);
    }

    Column grade() {
        float[] grades = new float[lesions.size()];
        for (int i = 0; i < grades.length; i++) {
            grades[i] = lesions.get(i).grade();
        }
        return Column.classes("grade", Shape.scalar(), grades, GRADES);
    }

    Column counts() {
        int kinds = LesionKind.ALL.size();
        float[] counts = new float[lesions.size() * kinds];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = lesions.get(i / kinds).count(LesionKind.ALL.get(i % kinds));
        }
        return new Column("counts", Targets.NUMBERS, Shape.of(kinds), names().toList(), counts);
    }

    Column mask() {
        int side = settings.size() / settings.cell();
        Shape shape = Shape.of(side, side);
        List<String> classes = Stream.concat(Stream.of("ground"), names()).toList();
        return new Column(
                "lesions",
                Targets.CLASSES,
                shape,
                classes,
                new MadeRows(lesions.size(), (index, into, at) -> mask(lesions.get(index), into, at)));
    }

    private static Stream<String> names() {
        return LesionKind.ALL.stream().map(LesionKind::key);
    }

    private void mask(Lesions of, float[] into, int at) {
        int size = settings.size();
        int side = size / settings.cell();
        Arrays.fill(into, at, at + side * side, 0f);
        for (Lesion lesion : of.all()) {
            Spot spot = lesion.spot();
            double reach = spot.radius() * spot.stretch();
            int centreRow = Painting.pixel(spot.y(), size);
            int centreColumn = Painting.pixel(spot.x(), size);
            for (int row = Painting.pixel(spot.y() - reach, size);
                    row <= Painting.pixel(spot.y() + reach, size);
                    row++) {
                for (int column = Painting.pixel(spot.x() - reach, size);
                        column <= Painting.pixel(spot.x() + reach, size);
                        column++) {
                    boolean centre = row == centreRow && column == centreColumn;
                    if (centre
                            || spot.distance(Painting.place(column, size), Painting.place(row, size))
                                    <= spot.radius()) {
                        into[at + row / settings.cell() * side + column / settings.cell()] =
                                1f + LesionKind.ALL.indexOf(lesion.kind());
                    }
                }
            }
        }
    }
}
