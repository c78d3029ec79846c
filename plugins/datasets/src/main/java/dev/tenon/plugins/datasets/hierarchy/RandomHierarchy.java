package dev.tenon.plugins.datasets.hierarchy;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
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
import java.util.Collections;
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
 * <p>Sparse strings (Tomasini and Wyart: <i>How Deep Networks Learn Sparse and Hierarchical Data: the Sparse Random Hierarchy Model</i>,
 * ICML 2024): at each level a symbol lies in one of s_0 + 1 places, each as likely; the others are empty, as is all below them. An empty place
 * is 0 in each channel.
 *
 * <p>No string occurs twice, in one split or in two. The rules depend on the experiment's data seed alone. Test strings are drawn
 * first, validation strings next: both are the same however many there are to learn from, and a larger training set begins with
 * the smaller one. Annotations are the derivation: the class at level 0, the symbols below it at levels 1 to L - 1.
 */
@Type("random-hierarchy")
@Describe(
        "strings of a random hierarchy of synonyms (Cagnetta et al. 2024): classes, levels and all strings' derivations are known")
public final class RandomHierarchy implements Dataset<HierarchySettings> {

    /**
     * A string and all that it was made from.
     *
     * @param levels {@code [depth + 1][symbols of that level]}: the class alone, …, the string
     * @param places where each of these lies among the places of its level, empty ones included
     */
    private record Derivation(int[][] levels, int[][] places) {

        /** Draws where each symbol lies; where there are no empty places, nothing is drawn. */
        static Derivation place(int[][] levels, HierarchySettings settings, RandomStream random) {
            int[][] places = new int[levels.length][];
            places[0] = new int[1];
            int room = settings.empty() + 1;
            for (int level = 1; level < levels.length; level++) {
                places[level] = new int[levels[level].length];
                for (int i = 0; i < places[level].length; i++) {
                    int above = places[level - 1][i / settings.branching()];
                    int off = room == 1 ? 0 : random.nextInt(room);
                    places[level][i] = (above * settings.branching() + i % settings.branching()) * room + off;
                }
            }
            return new Derivation(levels, places);
        }

        /** The class at level 0 and the symbols below it, but not the string. */
        List<Annotation> tree(HierarchySettings settings) {
            List<Annotation> tree = new ArrayList<>();
            int parents = 0;
            int width = settings.length();
            for (int level = 0; level < levels.length - 1; level++) {
                int first = tree.size();
                for (int i = 0; i < levels[level].length; i++) {
                    String label = level == 0 ? "class-" + (levels[0][0] + 1) : "symbol-" + (levels[level][i] + 1);
                    int parent = level == 0 ? -1 : parents + i / settings.branching();
                    tree.add(new Annotation(label, level, parent, 0, places[level][i] * width, 1, width));
                }
                parents = first;
                width /= settings.branching() * (settings.empty() + 1);
            }
            return tree;
        }
    }

    private static final Derivation NONE = new Derivation(new int[0][], new int[0][]);

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
        List<Derivation> derivations = new ArrayList<>(Collections.nCopies(counts.total(), NONE));
        Set<ByteBuffer> known = new HashSet<>();
        for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
            RandomStream random = scope.random("random-hierarchy/" + Counts.key(split));
            for (int i = counts.first(split); i < counts.first(split) + counts.of(split); i++) {
                Derivation derivation = Derivation.place(fresh(rules, random, known), settings, random);
                int[] string = derivation.levels()[settings.depth()];
                for (int symbol = 0; symbol < string.length; symbol++) {
                    int at = (i * length + derivation.places()[settings.depth()][symbol]) * symbols;
                    Arrays.fill(images, at, at + symbols, absent);
                    images[at + string[symbol]] = present;
                }
                derivations.set(i, derivation);
            }
        }
        Examples.Builder examples = Examples.of(Shape.of(1, length, symbols), images)
                .classes(symbols(derivations, 0), numbered("class-", settings.classes()))
                .annotations(
                        derivations.stream().map(each -> each.tree(settings)).toList());
        for (int level = 1; settings.levels() && level < settings.depth(); level++) {
            Shape positions = Shape.of(1, derivations.get(0).levels()[level].length);
            examples.column(Column.classes(
                    "level-" + level, positions, symbols(derivations, level), numbered("symbol-", symbols)));
        }
        counts.addTo(examples);
        return examples.build();
    }

    private static float[] symbols(List<Derivation> derivations, int level) {
        int each = derivations.get(0).levels()[level].length;
        float[] symbols = new float[derivations.size() * each];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = derivations.get(i / each).levels()[level][i % each];
        }
        return symbols;
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
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
}
