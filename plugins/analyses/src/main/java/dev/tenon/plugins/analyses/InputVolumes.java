package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.Computation;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.Weights;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What each channel that a convolution takes adds to one of its sums: the terms of the convolution, channel by channel. */
@Type("input-volumes")
@Describe("Splits one output of a convolution into what each of its input channels adds to it.")
public final class InputVolumes implements Analysis<InputVolumes.Settings> {

    private static final String TAKEN = "taken";

    /** What a user may set. */
    public record Settings(
            @Describe("The conv2d layer whose outputs are split.")
            String of,

            @Describe("Largest number of units; the first ones are shown.") @Default("4") @Range(min = 1)
            int units,

            @Describe("The example by its index (default: for each unit the test example that excites it most).")
            @Range(min = 0)
            Optional<Integer> example,

            @Describe("Largest number of test examples to search for the most exciting one.")
            @Default("1000")
            @Range(min = 1)
            int examples) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        LayerResult layer = subject.layer(settings.of());
        if (!layer.type().equals("conv2d")) {
            throw new IllegalArgumentException("has layer " + layer.id() + " of type " + layer.type()
                    + "; input-volumes splits the sums of a conv2d");
        }
        int count = subject.examples().size();
        if (settings.example().orElse(0) >= count) {
            throw new IllegalArgumentException("has " + count + " examples; lower `example`, which counts from 0");
        }
        Choices.examples(subject, Split.TEST, settings.examples());
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        LayerResult layer = scope.layer(settings.of());
        int units = Math.min(layer.units(), settings.units());
        int[] examples = settings.example()
                .map(example -> new int[] {example})
                .orElseGet(() -> Choices.examples(scope, Split.TEST, settings.examples()));
        Strongest[][] places = Strongest.of(scope, layer, examples, units, 1);
        Weights kernel = weights(scope, layer, "kernel").orElseThrow();
        Optional<Weights> biases = weights(scope, layer, "bias");
        int width = kernel.shape().dim(1);
        Shape picture = Shape.of(kernel.shape().dim(0), width, 1);
        Table.Builder table = Table.of(
                "What each input channel of layer " + layer.id()
                        + " adds to one output of a unit, that of its largest activation: with"
                        + " the bias they add up to the total, which the activation function takes. left and right: what"
                        + " of it comes from the left and the right half of the kernel.",
                TableColumn.text("unit"),
                TableColumn.text("channel"),
                TableColumn.count("image"),
                TableColumn.count("row"),
                TableColumn.count("column"),
                TableColumn.value("adds"),
                TableColumn.value("left"),
                TableColumn.value("right"));
        List<float[]> pictures = new ArrayList<>();
        try (Computation computation = scope.network()
                .compile(graph ->
                        Map.of(TAKEN, taken(Objects.requireNonNull(graph.apply().get(layer.id())))))) {
            for (int unit = 0; unit < units; unit++) {
                Strongest at = places[unit][0];
                float[] taken = Objects.requireNonNull(
                        computation.run(new int[] {at.example()}).get(TAKEN));
                Terms terms = Terms.of(taken, at.place(), kernel, unit);
                for (int channel = 0; channel < terms.channels.length; channel++) {
                    add(table, layer, unit, Integer.toString(channel), at, Halves.of(terms.channels[channel], width));
                    pictures.add(terms.channels[channel]);
                }
                double bias = biases.isPresent() ? biases.get().values()[unit] : 0;
                add(table, layer, unit, "bias", at, new Halves(bias, 0, 0));
                pictures.add(nothing(picture.size()));
                Halves all = Halves.of(terms.all, width);
                add(table, layer, unit, "total", at, new Halves(all.sum + bias, all.left, all.right));
                pictures.add(terms.all);
            }
        }
        table.drawn(new Plot(Plot.Kind.MAPS, "channel", "adds", "unit"));
        scope.putPictures("channels", table.build(), picture, Patches.joined(pictures));
    }

    /**
     * The sum of terms, one for each tap of a kernel.
     *
     * @param left of the taps left of the middle
     * @param right of those right of it
     */
    private record Halves(double sum, double left, double right) {

        static Halves of(float[] terms, int width) {
            double sum = 0;
            double left = 0;
            double right = 0;
            for (int tap = 0; tap < terms.length; tap++) {
                int column = tap % width;
                sum += terms[tap];
                left += 2 * column + 1 < width ? terms[tap] : 0;
                right += 2 * column + 1 > width ? terms[tap] : 0;
            }
            return new Halves(sum, left, right);
        }
    }

    private static void add(Table.Builder table, LayerResult layer, int unit, String what, Strongest at, Halves adds) {
        int columns = layer.shape().dim(1);
        table.row(
                Integer.toString(unit),
                what,
                at.example(),
                at.place() / columns,
                at.place() % columns,
                adds.sum,
                adds.left,
                adds.right);
    }

    private static Optional<Weights> weights(AnalysisScope scope, LayerResult layer, String name) {
        return scope.network().weights().stream()
                .filter(each -> each.layer().equals(layer.id()) && each.name().equals(name))
                .findFirst();
    }

    /** What a layer's convolution takes at each place, {@code [n, h, w, tap rows * tap columns * channels]}. */
    private static Value taken(Value result) {
        Value value = result;
        // Between a layer's convolution and its result are the bias and the activation function, each applied to its
        // first input.
        while (!(value.op() instanceof Composite.Conv2d)) {
            value = value.input(0);
        }
        Composite.Conv2d convolution = (Composite.Conv2d) value.op();
        return Ops.unfold(value.input(0), convolution.window());
    }

    /**
     * The terms of one sum.
     *
     * @param channels of each channel, those of each tap
     * @param all of each tap, over the channels
     */
    private record Terms(float[][] channels, float[] all) {

        static Terms of(float[] taken, int place, Weights kernel, int unit) {
            int taps = kernel.shape().dim(0) * kernel.shape().dim(1);
            int channels = kernel.shape().dim(2);
            int units = kernel.shape().dim(3);
            Terms terms = new Terms(new float[channels][taps], new float[taps]);
            for (int i = 0; i < taps * channels; i++) {
                float term = taken[place * taps * channels + i] * kernel.values()[i * units + unit];
                terms.channels[i % channels][i / channels] = term;
                terms.all[i / channels] += term;
            }
            return terms;
        }
    }

    private static float[] nothing(int count) {
        float[] nothing = new float[count];
        Arrays.fill(nothing, Float.NaN);
        return nothing;
    }
}
