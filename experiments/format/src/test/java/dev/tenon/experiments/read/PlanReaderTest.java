package dev.tenon.experiments.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a correct file becomes. */
final class PlanReaderTest {

    private static final Services SERVICES = Services.installed();

    private static final String TEN = """
            experiment: ten-from-one-and-zero
            question: Does composing "10" from "1" and "0" need fewer examples than learning it whole?

            data:
              digits:   {type: uci-digits}
              single:   {type: digit-scenes, from: digits, canvas: [24, 40], find: ["0", "1"]}
              pair:     {type: digit-scenes, from: digits, canvas: [24, 40], find: ["10"], hard-negatives: [apart, reversed, overlapping]}

            defaults:
              data: pair
              train: {epochs: 20, batch: 32, loss: logistic, optimizer: {type: sgd, rate: 0.05, momentum: 0.9}}

            arms:
              pixels:  {layers: [flatten, {type: dense, units: 1}]}
              mlp:     {layers: [flatten, {type: dense, units: 64, activation: relu}, {type: dense, units: 1}]}
              whole:
                layers:
                  - {id: ten,  type: conv2d, filters: 4, kernel: [8, 16], activation: relu}
                  - {type: global-max-pool}
                  - {type: dense, units: 1}
              composed:
                stages:
                  - {id: parts, data: single, layers: [{id: digit, type: conv2d, filters: 8, kernel: [8, 8], activation: relu}, {type: global-max-pool}, {type: dense, units: 2}]}
                  - layers:
                      - {use: parts.digit, frozen: true}
                      - {id: ten, type: conv2d, filters: 4, kernel: [1, 12], activation: relu}
                      - {type: global-max-pool}
                      - {type: dense, units: 1}
              deep:    {like: composed, stages: none}
              tuned:   {like: composed, set: {stages.1.layers.0.frozen: false}}

            design:
              seeds: 10
              vary: {train.examples: [16, 32, 64, 128, 256, 512]}
            compare:
              primary: test.auroc
              against: whole
              match: parameters
            """;

    @Test
    void read() {
        Plan plan = new PlanReader(SERVICES).readText("ten.yaml", TEN, List.of());
        assertEquals(6, plan.cells().size());
        Plan again = new PlanReader(SERVICES).readText("ten.yaml", plan.resolved(), List.of());
        assertEquals(plan.resolved(), again.resolved());
    }

    /** A run of before 0.2 does not say what its seeds drew; its data were the same for all. */
    @Test
    void resolvedFilesOfEarlierVersionsHaveFixedData() {
        PlanReader reader = new PlanReader(SERVICES);
        String now = reader.readText("ten.yaml", TEN, List.of()).resolved();
        assertEquals(
                List.of(), reader.readResolved("ten.yaml", now).first().design().fixed());
        String before = now.replace("  fixed: []\n", "");
        assertEquals(
                List.of(RandomSource.DATA, RandomSource.SPLIT),
                reader.readResolved("ten.yaml", before).first().design().fixed());
        assertEquals(6, reader.readResolved("ten.yaml", before).cells().size());
    }
}
