package dev.tenon.plugins.datasets.pairs;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.split.Counts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two images of another data set beside each other: are they of the same class? The columns are {@code image} and {@code other}, the
 * target {@code same}, and the class of each, {@code label} and {@code other-label}.
 *
 * <p>Both images of a pair come from the split that the pair is in, and a pair has both as sources. Of two of the same class, the
 * images differ. The first class of a pair is each as likely; so is the second among the others, if they differ.
 */
@Type("pairs")
@Describe("Pairs of images of another data set: are they of the same class? Columns image and other.")
public final class Pairs implements Dataset<Pairs.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("the data set of labelled images") DatasetName from,

            @Describe("number of training, validation and test pairs")
            @Default("{train: 1024, validation: 256, test: 1024}")
            Counts examples,

            @Describe("the fraction of pairs that are of the same class") @Default("0.5") @Range(min = 0, max = 1)
            double same) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Examples images = scope.dataset(settings.from());
        if (images.kind() != Targets.CLASSES
                || images.target().positions().rank() > 0
                || images.target().unknowns()) {
            throw new DataException("from names " + settings.from().name()
                    + ", whose images have no class each; it takes a data set such as uci-digits");
        }
        int count = settings.examples().total();
        int[] first = new int[count];
        int[] second = new int[count];
        for (Split split : Split.values()) {
            if (settings.examples().of(split) > 0) {
                draw(scope.random("pairs/" + Counts.key(split)), images, split, settings, first, second);
            }
        }
        float[] same = new float[count];
        int[][] sources = new int[count][];
        for (int i = 0; i < count; i++) {
            same[i] = images.targets()[first[i]] == images.targets()[second[i]] ? 1f : -1f;
            sources[i] = IntStream.concat(
                            IntStream.of(images.sources(first[i])), IntStream.of(images.sources(second[i])))
                    .distinct()
                    .toArray();
        }
        Column pixels = images.columns().getFirst();
        Column labels = images.target();
        Examples.Builder pairs = Examples.of(Column.image(Examples.IMAGE, images.image(), of(pixels, first)))
                .column(new Column("same", Targets.SIGNS, Shape.of(1), List.of("same"), same))
                .column(Column.image("other", images.image(), of(pixels, second)))
                .column(Column.classes("label", Shape.scalar(), labels.rows(first), images.names()))
                .column(Column.classes("other-label", Shape.scalar(), labels.rows(second), images.names()))
                .sources(sources);
        settings.examples().addTo(pairs);
        return pairs.build();
    }

    private static Rows of(Column pixels, int[] chosen) {
        return Rows.of(chosen.length, (index, into, at) -> pixels.read(chosen[index], into, at));
    }

    private static void draw(
            RandomStream random, Examples images, Split split, Settings settings, int[] first, int[] second) {
        List<List<Integer>> byClass = new ArrayList<>();
        images.names().forEach(name -> byClass.add(new ArrayList<>()));
        for (int image : images.split(split)) {
            byClass.get((int) images.targets()[image]).add(image);
        }
        byClass.removeIf(each -> each.size() < 2);
        if (byClass.size() < 2) {
            throw new DataException(settings.from().name() + " has fewer than two classes of two images each in its "
                    + Counts.key(split) + " split; give that split more, or leave its pairs out (examples: "
                    + Counts.key(split) + ": 0)");
        }
        int from = settings.examples().first(split);
        for (int i = from; i < from + settings.examples().of(split); i++) {
            List<Integer> one = byClass.get(random.nextInt(byClass.size()));
            boolean same = random.nextDouble() < settings.same();
            List<Integer> other = same
                    ? one
                    : byClass.get((byClass.indexOf(one) + 1 + random.nextInt(byClass.size() - 1)) % byClass.size());
            int at = random.nextInt(one.size());
            first[i] = one.get(at);
            second[i] = same
                    ? one.get((at + 1 + random.nextInt(one.size() - 1)) % one.size())
                    : other.get(random.nextInt(other.size()));
        }
    }
}
