package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.image.MadeRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What toy images tell besides their target, from their parse trees.
 *
 * @param objects the object of each image
 * @param trees the parse tree of each image
 */
record MotifColumns(MotifSettings settings, Vocabulary vocabulary, int[] objects, List<List<Annotation>> trees) {

    /** Pixels along a side of a square of the columns {@code parts} and {@code block-parts}. */
    static final int SQUARE = 2;

    Column of(MotifColumn column) {
        String name = column.key();
        int rare = settings.rare();
        int seen = settings.objects() - settings.unseen();
        return switch (column) {
            case OBJECT -> classes(name, settings.objects());
            case RARE_OBJECT -> classes(name, rare);
            case MOTIFS -> signs(name, 0);
            case UNSEEN_MOTIFS -> signs(name, seen);
            case PARTS -> parts(name, 1, motifNames());
            case BLOCK_PARTS -> parts(name, 2, blockNames());
            case BLOCK_MASK -> mask(name, 2, blockNames());
            case MOTIF_MASK -> mask(name, 1, motifNames());
        };
    }

    /** The names of the objects, as classes. */
    List<String> objectNames() {
        return numbered("object-", settings.objects());
    }

    private List<String> motifNames() {
        return numbered("motif-", settings.motifs());
    }

    private List<String> blockNames() {
        return Stream.of(Block.values())
                .limit(settings.blocks())
                .map(Block::key)
                .toList();
    }

    /** Which object it is, known of the first ones alone. */
    Column classes(String name, int known) {
        float[] classes = new float[objects.length];
        for (int i = 0; i < objects.length; i++) {
            classes[i] = objects[i] < known ? objects[i] : Float.NaN;
        }
        return Column.classes(name, Shape.scalar(), classes, objectNames());
    }

    /** Which motifs are there, known from one object on. */
    Column signs(String name, int knownFrom) {
        int motifs = settings.motifs();
        float[] signs = new float[objects.length * motifs];
        for (int i = 0; i < objects.length; i++) {
            Arrays.fill(signs, i * motifs, (i + 1) * motifs, objects[i] < knownFrom ? Float.NaN : -1f);
            if (objects[i] >= knownFrom) {
                for (int motif : vocabulary.objects().get(objects[i])) {
                    signs[i * motifs + motif] = 1f;
                }
            }
        }
        return new Column(name, Targets.SIGNS, Shape.of(motifs), motifNames(), signs);
    }

    private Column parts(String name, int level, List<String> names) {
        int down = (settings.canvas().height() + SQUARE - 1) / SQUARE;
        int across = (settings.canvas().width() + SQUARE - 1) / SQUARE;
        Shape shape = Shape.of(down, across, names.size());
        return Column.image(name, shape, new MadeRows(objects.length, (index, into, at) -> {
            Arrays.fill(into, at, at + shape.size(), 0f);
            for (Annotation part : trees.get(index)) {
                if (part.level() == level) {
                    int row = (2 * part.top() + part.height() - 1) / 2 / SQUARE;
                    int square = (2 * part.left() + part.width() - 1) / 2 / SQUARE;
                    into[at + (row * across + square) * names.size() + names.indexOf(part.label())] = 1f;
                }
            }
        }));
    }

    private Column mask(String name, int level, List<String> parts) {
        List<String> names = new ArrayList<>(List.of("ground"));
        names.addAll(parts);
        int width = settings.canvas().width();
        Shape shape = Shape.of(settings.canvas().height(), width);
        return new Column(name, Targets.CLASSES, shape, names, new MadeRows(objects.length, (index, into, at) -> {
            Arrays.fill(into, at, at + shape.size(), 0f);
            for (Annotation part : trees.get(index)) {
                for (int row = 0; part.level() == level && row < part.height(); row++) {
                    int from = at + (part.top() + row) * width + part.left();
                    Arrays.fill(into, from, from + part.width(), names.indexOf(part.label()));
                }
            }
        }));
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }
}
