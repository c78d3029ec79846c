package com.example.silentunits;

import module dev.tenon.api;

import java.util.List;
import java.util.Map;

/** Counts the units that never answer: those of a rectifier that are 0 everywhere. In a file: {@code {type: silent-units, of: conv2d-1}}. */
@Type("silent-units")
@Describe("Counts the units of a layer that are inactive on every test image, before and after training.")
public final class SilentUnits implements Analysis<SilentUnits.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The layer whose units are counted.") String of,
            @Describe("A unit is active where its activation exceeds this.") @Default("0.0") double above) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** Before anything is trained; {@code layer} refuses a name that is not there by itself. */
    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        subject.layer(settings.of());
        if (subject.examples().split(Split.TEST).length == 0) {
            throw new IllegalArgumentException("has no test examples to look at");
        }
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        LayerResult layer = scope.layer(settings.of());
        Table table = Table.of(
                        "How many units of layer " + layer.id() + " are inactive on every test image.",
                        TableColumn.text("network"),
                        TableColumn.count("silent"),
                        TableColumn.count("units"))
                .row("untrained", silent(scope, scope.untrained(), layer, settings.above()), layer.units())
                .row("trained", silent(scope, scope.network(), layer, settings.above()), layer.units())
                .build();
        scope.put("counts", table);
    }

    private static int silent(AnalysisScope scope, TrainedNetwork network, LayerResult layer, double above) {
        int[] examples = scope.examples().split(Split.TEST);
        Map<String, float[]> results = network.results(List.of(layer.id()), examples);
        float[] answers = results.get(layer.id()); // [examples, places, units]
        boolean[] speaks = new boolean[layer.units()];
        for (int i = 0; i < answers.length; i++) {
            speaks[i % speaks.length] |= answers[i] > above;
        }
        int silent = 0;
        for (boolean each : speaks) {
            silent += each ? 0 : 1;
        }
        return silent;
    }
}
