package dev.tenon.plugins.datasets.hierarchy;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.plugins.datasets.split.Counts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The Random Hierarchy Model (Cagnetta, Petrini, Tomasini, Favero, Wyart: <i>How Deep Neural Networks Learn Compositional Data</i>,
 * Physical Review X 14, 031001, 2024). A class is written as one of m tuples of s symbols, each of these as one of m tuples of the
 * next level, and so on, L times: a string of s^L symbols. No tuple belongs to two symbols. Tuples of one symbol are synonyms: they
 * never change the class.
 *
 * <p>An image is a string: height 1, width s^L, one channel for each symbol, one-hot. Whitened, a 1 becomes
 * {@code sqrt(v - 1)} and a 0 becomes {@code -1/sqrt(v - 1)}: where symbols are equally likely, each channel has mean 0 and variance 1.
 *
 * <p>No string occurs twice, in one split or in two. The rules depend on the experiment's data seed alone. Test strings are drawn
 * first, validation strings next: both are the same however many there are to learn from, and a larger training set begins with
 * the smaller one. Annotations are the derivation: the class at level 0, the symbols below it at levels 1 to L - 1.
 */
@Type("random-hierarchy")
@Describe(
        "strings of a random hierarchy of synonyms (Cagnetta et al. 2024): classes, levels and all strings' derivations are known")
public final class RandomHierarchy implements Dataset<HierarchySettings> {

    @Override
    public Class<HierarchySettings> settings() {
        return HierarchySettings.class;
    }

    @Override
    public Examples load(DatasetScope scope, HierarchySettings settings) {
        Rules rules = Rules.draw(settings, scope.random("random-hierarchy/rules"));
        Counts counts = new Counts(settings.trainStrings(), settings.validation(), settings.test());
        int length = settings.length();
        int symbols = settings.vocabulary();
        long numbers = (long) counts.total() * length * symbols;
        if (numbers > Integer.MAX_VALUE - 64) {
            throw new DataException(counts.total() + " strings of " + length + " symbols out of " + symbols
                    + " are too many for memory; lower train, test or depth");
        }
        float present = settings.whiten() ? (float) Math.sqrt(symbols - 1.0) : 1f;
        float absent = settings.whiten() ? (float) -(1 / Math.sqrt(symbols - 1.0)) : 0f;
        float[] images = new float[(int) numbers];
        Arrays.fill(images, absent);
        float[] classes = new float[counts.total()];
        List<List<Annotation>> annotations = new ArrayList<>(counts.total());
        for (int i = 0; i < counts.total(); i++) {
            annotations.add(List.of());
        }
        Set<ByteBuffer> known = new HashSet<>();
        for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
            RandomStream random = scope.random("random-hierarchy/" + Counts.key(split));
            for (int i = counts.first(split); i < counts.first(split) + counts.of(split); i++) {
                int[][] levels = fresh(rules, random, known);
                int[] string = levels[settings.depth()];
                for (int place = 0; place < length; place++) {
                    images[(i * length + place) * symbols + string[place]] = present;
                }
                classes[i] = levels[0][0];
                annotations.set(i, derivation(levels, settings.branching()));
            }
        }
        List<String> names = IntStream.rangeClosed(1, settings.classes())
                .mapToObj(each -> "class-" + each)
                .toList();
        Examples.Builder examples = Examples.of(Shape.of(1, length, symbols), images)
                .classes(classes, names)
                .annotations(annotations);
        counts.addTo(examples);
        return examples.build();
    }

    /** A string that was not drawn before. */
    private static int[][] fresh(Rules rules, RandomStream random, Set<ByteBuffer> known) {
        while (true) {
            int[][] levels = rules.derive(random);
            int[] string = levels[levels.length - 1];
            byte[] key = new byte[string.length]; // A vocabulary has at most 64 symbols.
            for (int i = 0; i < key.length; i++) {
                key[i] = (byte) string[i];
            }
            if (known.add(ByteBuffer.wrap(key))) {
                return levels;
            }
        }
    }

    private static List<Annotation> derivation(int[][] levels, int branching) {
        List<Annotation> tree = new ArrayList<>();
        int length = levels[levels.length - 1].length;
        int parents = 0;
        for (int level = 0; level < levels.length - 1; level++) {
            int width = length / levels[level].length;
            int first = tree.size();
            for (int i = 0; i < levels[level].length; i++) {
                String label = level == 0 ? "class-" + (levels[0][0] + 1) : "symbol-" + (levels[level][i] + 1);
                int parent = level == 0 ? -1 : parents + i / branching;
                tree.add(new Annotation(label, level, parent, 0, i * width, 1, width));
            }
            parents = first;
        }
        return tree;
    }
}
