package dev.tenon.plugins.datasets.derived;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestDatasetScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class YesOrNoTest extends DatasetContract {

    private static final Examples GRADES = Examples.of(Shape.of(1, 1, 1), new float[] {1, 2, 3, 4, 5, 6})
            .column(Column.classes(
                    "label", Shape.scalar(), new float[] {0, 1, 2, 3, Float.NaN, 2}, List.of("0", "1", "2", "3")))
            .column(new Column(
                    "age", Targets.NUMBERS, Shape.of(1), List.of("age"), new float[] {50, 51, 52, 53, 54, 55}))
            .sources(new int[][] {{0}, {0}, {1}, {2}, {3}, {4}})
            .split(Split.TRAIN, new int[] {0, 1, 2})
            .split(Split.TEST, new int[] {4, 3, 5})
            .build();

    private static YesOrNo.Settings settings(String from, List<String> yes, String... columns) {
        return new YesOrNo.Settings(new dev.tenon.api.data.DatasetName(from), yes, List.of(columns));
    }

    @Override
    protected Dataset<?> dataset() {
        return new YesOrNo();
    }

    @Override
    protected Map<String, Examples> others() {
        return Map.of("grades", GRADES);
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                settings("grades", List.of("2", "3"), "referable", "near"),
                settings("grades", List.of("0"), "healthy"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                Mistake.of("no class", () -> settings("grades", List.of(), "yes"), "yes names no class"),
                Mistake.of("no column", () -> settings("grades", List.of("2")), "columns is empty"),
                Mistake.of("a column twice", () -> settings("grades", List.of("2"), "a", "a"), "names one twice"),
                refused("an unknown class", settings("grades", List.of("5"), "yes"), "no class \"5\"", "0, 1, 2, 3"),
                refused("a name that is taken", settings("grades", List.of("2"), "age"), "age"));
    }

    @Test
    void someClassesAreAYes() throws IOException {
        Examples asked = new YesOrNo()
                .load(
                        new TestDatasetScope(Sets.SEED, Path.of(""), others()),
                        settings("grades", List.of("2", "3"), "referable", "near"));
        assertEquals(
                List.of("image", "referable", "near", "label", "age"),
                asked.columns().stream().map(Column::name).toList());
        assertArrayEquals(new float[] {-1, -1, 1, 1, Float.NaN, 1}, asked.targets());
        assertArrayEquals(asked.targets(), asked.column("near").orElseThrow().values());
        assertArrayEquals(new int[] {4, 3, 5}, asked.split(Split.TEST));
        assertArrayEquals(GRADES.sources(1), asked.sources(1));
    }
}
