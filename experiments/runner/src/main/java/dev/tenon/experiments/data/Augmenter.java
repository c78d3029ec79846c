package dev.tenon.experiments.data;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.augmentation.Resampling;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.spec.StageSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes training examples as a stage's augmentations draw it. Each draw depends on the seed, the data set, the augmentation, the
 * example and the epoch alone: neither on the minibatch, nor on what other augmentations there are, nor on the arm, so that all arms of a
 * seed see an example changed alike.
 */
public final class Augmenter {

    private final String data;
    private final List<String> inputs;
    private final Shape image;
    private final long seed;
    private final Map<String, Part<Augmentation<?>>> augmentations;

    private Augmenter(StageSpec stage, Shape image, long seed, Map<String, Part<Augmentation<?>>> augmentations) {
        this.data = stage.data();
        this.inputs = stage.inputs();
        this.image = image;
        this.seed = seed;
        this.augmentations = augmentations;
    }

    /**
     * What changes the examples of a stage; empty if nothing does.
     *
     * @param columns of its data set
     * @throws IllegalArgumentException if the stage takes no image
     */
    public static Optional<Augmenter> of(StageSpec stage, List<Column> columns, long seed) {
        Map<String, Part<Augmentation<?>>> named = new LinkedHashMap<>();
        for (Part<Augmentation<?>> each : stage.train().augmentations()) {
            String name = each.type();
            for (int again = 2; named.containsKey(name); again++) {
                name = each.type() + "-" + again;
            }
            named.put(name, each);
        }
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Shape image = columns.stream()
                .filter(column -> stage.inputs().contains(column.name()) && isImage(column))
                .map(Column::shape)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("has train.augment, which changes images, but none of its"
                                + " inputs " + stage.inputs() + " is one; remove it"));
        return Optional.of(new Augmenter(stage, image, seed, named));
    }

    private static boolean isImage(Column column) {
        return column.kind() == Targets.NUMBERS && Resampling.lies(column.kind(), column.shape());
    }

    /**
     * Some examples of a column, as they are in an epoch.
     *
     * @param chosen which, by their index in the column
     * @param input whether it is what the network takes, and not what a loss holds a result against
     * @throws IllegalArgumentException if an augmentation cannot change such images
     */
    public Column changed(Column column, int[] chosen, int epoch, boolean input) {
        return column.with(column.with(rows(column, epoch, input)).rows(chosen));
    }

    /**
     * The numbers of a column as they are in an epoch, changed when they are read; several threads may.
     *
     * @param input whether they are what the network takes, and not what a loss holds a result against
     */
    public Rows rows(Column column, int epoch, boolean input) {
        if (!Resampling.lies(column.kind(), column.shape())) {
            return column.source();
        }
        int width = column.shape().size();
        return new ChangedRows(column.source(), (index, into, at) -> {
            float[] row = new float[width];
            column.read(index, row, 0);
            System.arraycopy(changed(column, row, index, epoch, input), 0, into, at, width);
        });
    }

    /** Rows that are changed when they are read; what is not known stays so, and nothing else becomes unknown. */
    private record ChangedRows(Rows of, Reader reader) implements Rows {
        @Override
        public int size() {
            return of.size();
        }

        @Override
        public void read(int index, float[] into, int at) throws IOException {
            reader.read(index, into, at);
        }

        @Override
        public boolean complete() {
            return of.complete();
        }
    }

    private float[] changed(Column column, float[] row, int example, int epoch, boolean input) {
        boolean repainted = input && inputs.contains(column.name()) && isImage(column);
        float[] result = row;
        for (Map.Entry<String, Part<Augmentation<?>>> each : augmentations.entrySet()) {
            String key = "augment/" + data + "/" + each.getKey() + "/" + example;
            switch (draw(each.getValue(), new RandomStream(seed, key, epoch))) {
                case Change.Nothing _ -> {}
                case Change.Move move -> {
                    float[] before = result;
                    result = guarded(
                            each.getValue(),
                            () -> new Resampling(move, image).applied(column.kind(), column.shape(), before));
                }
                case Change.Repaint repaint -> {
                    if (repainted) {
                        float[] pixels = result;
                        RandomStream random = new RandomStream(seed, key + "/" + column.name(), epoch);
                        guarded(each.getValue(), () -> {
                            repaint.pixels().change(pixels, column.shape(), random);
                            return pixels;
                        });
                    }
                }
            }
        }
        return result;
    }

    /** What an augmentation refuses comes out as it is. */
    private Change draw(Part<Augmentation<?>> part, RandomStream random) {
        List<String> refused = new ArrayList<>();
        Change change = guarded(part, () -> {
            try {
                return draw(part.service(), part.settings(), random);
            } catch (IllegalArgumentException e) {
                refused.add(String.valueOf(e.getMessage()));
                return Change.nothing();
            }
        });
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("has train.augment: " + part.type() + " " + refused.getFirst());
        }
        return change;
    }

    private <S extends Record> Change draw(Augmentation<S> augmentation, Record settings, RandomStream random) {
        return augmentation.draw(augmentation.settings().cast(settings), image, random);
    }

    private static <T> T guarded(Part<Augmentation<?>> part, Supplier<T> call) {
        return PluginException.guard("augmentation " + part.type(), part.service(), call);
    }
}
