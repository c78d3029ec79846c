package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.DataException;
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
import dev.tenon.plugins.datasets.image.LightCanvas;
import dev.tenon.plugins.datasets.split.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Toy images with structure at three levels: building blocks (short strokes) make motifs, motifs make objects. An image shows one
 * object somewhere on the canvas. Objects may share motifs or not; some may have few images to learn from, or, when motifs are
 * to be found, none: then the test asks for combinations never seen.
 *
 * <p>Annotations are the parse tree: the object at level 0, its motifs at level 1, their blocks at level 2.
 *
 * <p>Within a split, objects take turns. Which motifs and objects exist depends on the experiment's data seed alone, not on how
 * many images there are.
 */
@Type("motifs")
@Describe("toy images in which building blocks make motifs and motifs make objects, with the parse tree of each image")
public final class Motifs implements Dataset<MotifSettings> {

    @Override
    public Class<MotifSettings> settings() {
        return MotifSettings.class;
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, MotifSettings settings, List<Path> files, Shape image) {
        return Pictures.like(scope, files, image);
    }

    @Override
    public Examples load(DatasetScope scope, MotifSettings settings) {
        Vocabulary vocabulary = Vocabulary.draw(settings, scope.random("motifs/vocabulary"));
        Painter painter = new Painter(settings, vocabulary);
        List<int[]> turns = new ArrayList<>();
        for (Split split : Split.values()) {
            turns.add(turns(settings, split));
        }
        Counts counts = new Counts(turns.get(0).length, turns.get(1).length, turns.get(2).length);
        int[] objects = turns.stream().flatMapToInt(IntStream::of).toArray();
        int height = settings.canvas().height();
        int width = settings.canvas().width();
        long pixels = (long) objects.length * height * width;
        if (pixels > Integer.MAX_VALUE - 64) {
            throw new DataException(objects.length + " images of " + height + " x " + width
                    + " pixels are too many for memory; ask for fewer examples or a smaller canvas");
        }
        float[] images = new float[(int) pixels];
        List<List<Annotation>> annotations = new ArrayList<>();
        for (Split split : Split.values()) {
            RandomStream random = scope.random("motifs/" + Counts.key(split));
            for (int i = counts.first(split); i < counts.first(split) + counts.of(split); i++) {
                LightCanvas canvas = new LightCanvas(images, i * height * width, height, width);
                annotations.add(painter.paint(objects[i], canvas, random));
            }
        }
        Examples.Builder examples =
                Examples.of(Shape.of(height, width, 1), images).annotations(annotations);
        MotifColumns columns = new MotifColumns(settings, vocabulary, objects, annotations);
        examples.column(
                switch (settings.find()) {
                    case OBJECTS -> columns.classes("label", settings.objects());
                    case MOTIFS -> columns.signs("signs", 0);
                });
        settings.also().orElse(List.of()).forEach(each -> examples.column(columns.of(each)));
        counts.addTo(examples);
        return examples.build();
    }

    /** The object of each image of a split: all of them in turn, those with fewer images falling out. */
    private static int[] turns(MotifSettings settings, Split split) {
        int[] left = new int[settings.objects()];
        for (int object = 0; object < left.length; object++) {
            boolean unseen = object >= left.length - settings.unseen();
            left[object] = switch (split) {
                case TRAIN ->
                    unseen
                            ? 0
                            : object < settings.rare()
                                    ? settings.rareExamples()
                                    : settings.examples().train();
                case VALIDATION -> unseen ? 0 : settings.examples().validation();
                case TEST -> settings.examples().test();
            };
        }
        int[] turns = new int[IntStream.of(left).sum()];
        int next = 0;
        while (next < turns.length) {
            for (int object = 0; object < left.length; object++) {
                if (left[object] > 0) {
                    left[object]--;
                    turns[next++] = object;
                }
            }
        }
        return turns;
    }
}
