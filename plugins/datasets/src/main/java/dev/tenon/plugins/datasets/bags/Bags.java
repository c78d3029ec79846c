package dev.tenon.plugins.datasets.bags;

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
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.image.MadeRows;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bags as an X-ray scanner sees them: what lies over each other lets fewer rays pass, as transmissions multiply (Beer and Lambert). A pixel
 * is {@code 1 - exp(-d)}, where d is the optical depth of all items there, under some noise. Half of the bags hold a forbidden item, a
 * knife or a pistol, and the others, in its stead, a lookalike of the same parts otherwise put together.
 *
 * <p>The columns: {@code image}; {@code forbidden}, the target; {@code mask}, the class of each pixel: ground, or the forbidden item
 * there; {@code places}, for each 4 x 4 pixels and each kind of forbidden item 1 where the middle of one is, else 0.
 * Test images are drawn first: they are the same however many there are to learn from.
 */
@Type("bags")
@Describe("generated X-ray images of bags: is there a knife or a pistol among other items that overlap?")
public final class Bags implements Dataset<BagSettings> {

    private static final int CELL = 4;
    private static final List<Item> FORBIDDEN = Item.of(Item.Kind.FORBIDDEN);
    private static final List<Item> LOOKALIKES = Item.of(Item.Kind.LOOKALIKE);
    private static final List<Item> HARMLESS = Item.of(Item.Kind.HARMLESS);

    @Override
    public Class<BagSettings> settings() {
        return BagSettings.class;
    }

    @Override
    public Examples load(DatasetScope scope, BagSettings settings) {
        Counts counts = settings.examples();
        int side = settings.size();
        long pixels = (long) counts.total() * side * side;
        if (pixels > Integer.MAX_VALUE - 64) {
            throw new DataException(counts.total() + " images of " + side + " x " + side
                    + " pixels are too many for memory; ask for fewer examples or smaller images");
        }
        float[] images = new float[(int) pixels];
        float[] signs = new float[counts.total()];
        PlacedItem[] matters = new PlacedItem[counts.total()];
        double[] depths = new double[side * side];
        for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
            RandomStream random = scope.random("bags/" + Counts.key(split));
            boolean forbidden = false;
            for (int i = 0; i < counts.of(split); i++) {
                // Of two bags in a row one holds a forbidden item, so that half of all do.
                forbidden = i % 2 == 0 ? random.nextBoolean() : !forbidden;
                int image = counts.first(split) + i;
                signs[image] = forbidden ? 1 : -1;
                matters[image] = pack(settings, forbidden, depths, random);
                for (int pixel = 0; pixel < depths.length; pixel++) {
                    float noise = settings.noise() * (2 * random.nextFloat() - 1);
                    images[image * depths.length + pixel] = (float) (1 - StrictMath.exp(-depths[pixel])) + noise;
                }
            }
        }
        Examples.Builder examples = Examples.of(Shape.of(side, side, 1), images)
                .column(new Column("forbidden", Targets.SIGNS, Shape.of(1), List.of("forbidden"), signs))
                .column(mask(matters, side))
                .column(places(matters, side / CELL));
        counts.addTo(examples);
        return examples.build();
    }

    /** Puts items in a bag, from scratch; gives the one that matters. */
    private static PlacedItem pack(BagSettings settings, boolean forbidden, double[] depths, RandomStream random) {
        int side = settings.size();
        Arrays.fill(depths, 0);
        PlacedItem matters = PlacedItem.draw(forbidden ? FORBIDDEN : LOOKALIKES, side, random);
        matters.absorb(depths, side);
        int others = settings.items().min()
                + random.nextInt(settings.items().max() - settings.items().min() + 1);
        for (int i = 0; i < others; i++) {
            PlacedItem.draw(HARMLESS, side, random).absorb(depths, side);
        }
        return matters;
    }

    private static Column mask(PlacedItem[] matters, int side) {
        List<String> classes = new ArrayList<>(List.of("ground"));
        FORBIDDEN.forEach(item -> classes.add(item.name()));
        Shape shape = Shape.of(side, side);
        return new Column("mask", Targets.CLASSES, shape, classes, new MadeRows(matters.length, (index, into, at) -> {
            Arrays.fill(into, at, at + shape.size(), 0f);
            int kind = FORBIDDEN.indexOf(matters[index].item());
            if (kind >= 0) {
                matters[index].mark(into, at, side, kind + 1f);
            }
        }));
    }

    private static Column places(PlacedItem[] matters, int cells) {
        Shape shape = Shape.of(cells, cells, FORBIDDEN.size());
        return Column.image("places", shape, new MadeRows(matters.length, (index, into, at) -> {
            Arrays.fill(into, at, at + shape.size(), 0f);
            int kind = FORBIDDEN.indexOf(matters[index].item());
            if (kind >= 0) {
                int row = (int) matters[index].row() / CELL;
                int column = (int) matters[index].column() / CELL;
                into[at + (row * cells + column) * FORBIDDEN.size() + kind] = 1f;
            }
        }));
    }
}
