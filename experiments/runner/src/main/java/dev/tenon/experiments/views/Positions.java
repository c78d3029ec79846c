package dev.tenon.experiments.views;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How often the first thing looked for is found, by the part of the image in which the centre of its box lies. */
@Type("positions")
@Describe("Measures how often the network finds what it looks for, by its position in the image.")
public final class Positions implements Analysis<Positions.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Number of parts that height and width are divided into.") @Default("3") @Range(min = 1, max = 16)
            int parts) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        Examples examples = subject.examples();
        if (examples.kind() != Targets.SIGNS
                || !subject.target().name().equals(examples.target().name())) {
            throw new IllegalArgumentException("has targets that are not the presence or absence of something");
        }
        if (examples.image().rank() != 3 || boxed(examples).length == 0) {
            throw new IllegalArgumentException(
                    "has no test images with \"" + examples.names().getFirst() + "\" whose position the data gives");
        }
    }

    /** Test examples with the first thing, of which the data says where it is. */
    private static int[] boxed(Examples examples) {
        return Arrays.stream(examples.split(Split.TEST))
                .filter(index -> box(examples, index).isPresent())
                .toArray();
    }

    /** Where the first thing looked for is, in an example that has it. */
    public static Optional<Annotation> box(Examples examples, int index) {
        if (examples.target().rows(new int[] {index})[0] < 0) {
            return Optional.empty();
        }
        String thing = examples.names().getFirst();
        return examples.annotations(index).stream()
                .filter(annotation -> annotation.label().equals(thing))
                .findFirst();
    }

    /**
     * Whether the first thing is found: a network with an output for each says yes above 0; one trained on classes has two, absent and present.
     *
     * @param outputs of all examples
     * @param things how many are looked for
     * @param i the example's place among them
     * @param count how many examples
     */
    public static boolean detects(float[] outputs, int things, int i, int count) {
        int units = outputs.length / count;
        return units == things ? outputs[i * units] > 0 : outputs[i * units + 1] > outputs[i * units];
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        Examples examples = scope.examples();
        int[] boxed = boxed(examples);
        int parts = settings.parts();
        int[][] there = new int[parts][parts];
        int[][] found = new int[parts][parts];
        LayerResult last = scope.layers().getLast();
        float[] outputs = Objects.requireNonNull(
                scope.network().results(List.of(last.id()), boxed).get(last.id()));
        for (int i = 0; i < boxed.length; i++) {
            Annotation box = box(examples, boxed[i]).orElseThrow();
            int down = part(box.top() + box.height() / 2.0, examples.image().dim(0), parts);
            int across = part(box.left() + box.width() / 2.0, examples.image().dim(1), parts);
            there[down][across]++;
            found[down][across] += detects(outputs, examples.names().size(), i, boxed.length) ? 1 : 0;
        }
        Table.Builder table = Table.of(
                "How often \"" + examples.names().getFirst() + "\" is found in test images, by the part of the image in"
                        + " which its centre is: parts are counted from 1, from the top and from the left.",
                TableColumn.text("down"),
                TableColumn.text("across"),
                TableColumn.count("images"),
                TableColumn.value("found"));
        for (int down = 0; down < parts; down++) {
            for (int across = 0; across < parts; across++) {
                int images = there[down][across];
                table.row(
                        Integer.toString(down + 1),
                        Integer.toString(across + 1),
                        images,
                        images == 0 ? Double.NaN : (double) found[down][across] / images);
            }
        }
        scope.put(
                "found",
                table.drawn(new Plot(Plot.Kind.POINTS, "across", "found", "down"))
                        .build());
    }

    private static int part(double at, int extent, int parts) {
        return (int) Math.clamp(Math.floor(at * parts / extent), 0, parts - 1.0);
    }
}
