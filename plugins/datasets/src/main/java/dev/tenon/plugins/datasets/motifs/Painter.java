package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.plugins.datasets.image.LightCanvas;
import java.util.ArrayList;
import java.util.List;

/** Draws objects, and notes where each of their parts is. */
final class Painter {

    private final MotifSettings settings;
    private final Vocabulary vocabulary;
    private final Layout layout;

    Painter(MotifSettings settings, Vocabulary vocabulary) {
        this.settings = settings;
        this.vocabulary = vocabulary;
        this.layout = new Layout(settings.blockSize(), settings.motifsPerObject(), settings.jitter());
    }

    /** Draws an object somewhere on the canvas, noise included; returns its parse tree, parents before parts. */
    List<Annotation> paint(int object, LightCanvas canvas, RandomStream random) {
        int top = random.nextInt(settings.canvas().height() - layout.height() + 1);
        int left = random.nextInt(settings.canvas().width() - layout.width() + 1);
        List<Annotation> tree = new ArrayList<>();
        List<List<Annotation>> parts = new ArrayList<>();
        List<Integer> motifs = vocabulary.objects().get(object);
        for (int i = 0; i < motifs.size(); i++) {
            int row = top + i / layout.columns() * layout.motifPitch() + off(random);
            int column = left + i % layout.columns() * layout.motifPitch() + off(random);
            parts.add(paintMotif(motifs.get(i), row, column, canvas, random));
        }
        canvas.noise((float) settings.noise(), random);
        List<Annotation> boxes = parts.stream().flatMap(List::stream).toList();
        tree.add(around("object-" + (object + 1), 0, -1, boxes));
        for (int i = 0; i < motifs.size(); i++) {
            int parent = tree.size();
            tree.add(around("motif-" + (motifs.get(i) + 1), 1, 0, parts.get(i)));
            for (Annotation block : parts.get(i)) {
                tree.add(new Annotation(
                        block.label(), 2, parent, block.top(), block.left(), block.height(), block.width()));
            }
        }
        return tree;
    }

    private List<Annotation> paintMotif(int motif, int top, int left, LightCanvas canvas, RandomStream random) {
        List<Annotation> boxes = new ArrayList<>();
        List<Block> blocks = vocabulary.motifs().get(motif);
        int side = layout.side();
        for (int i = 0; i < blocks.size(); i++) {
            int row = top + i / Layout.ACROSS * layout.blockPitch() + off(random);
            int column = left + i % Layout.ACROSS * layout.blockPitch() + off(random);
            blocks.get(i)
                    .draw(canvas, row, column, side, (float) settings.contrast().draw(random));
            boxes.add(new Annotation(blocks.get(i).key(), 2, -1, row, column, side, side));
        }
        return boxes;
    }

    /** How far a part is off, counted from the least, so that it never leaves the room that the layout gives it. */
    private int off(RandomStream random) {
        return random.nextInt(2 * settings.jitter() + 1);
    }

    private static Annotation around(String label, int level, int parent, List<Annotation> boxes) {
        int top = boxes.stream().mapToInt(Annotation::top).min().orElseThrow();
        int left = boxes.stream().mapToInt(Annotation::left).min().orElseThrow();
        int bottom =
                boxes.stream().mapToInt(box -> box.top() + box.height()).max().orElseThrow();
        int right =
                boxes.stream().mapToInt(box -> box.left() + box.width()).max().orElseThrow();
        return new Annotation(label, level, parent, top, left, bottom - top, right - left);
    }
}
