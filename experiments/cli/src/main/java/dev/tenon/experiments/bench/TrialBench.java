package dev.tenon.experiments.bench;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.run.ExperimentRunner;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.RunListener;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.stats.Growth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Measures how long an experiment takes with more and more trials: a small net on the handwriting that ships. */
public final class TrialBench {

    /** Trials that run before any are measured. */
    private static final int WARM = 4;

    private static final String NAME = "a small net on 512 digits, 20 epochs";
    private static final String EXPERIMENT = """
            experiment: growth
            data: {digits: {type: uci-digits}}
            arms:
              small:
                data: digits
                layers:
                  - {type: conv2d, filters: 8, kernel: 3, padding: same, activation: relu}
                  - {type: max-pool, size: 2}
                  - {type: conv2d, filters: 16, kernel: 3, padding: same, activation: relu}
                  - flatten
                  - {type: dense, units: 10}
                train:
                  {examples: 512, epochs: 20, batch: 32, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.01, momentum: 0.9}}
            """;

    private final PlanReader reader;
    private final ExperimentRunner runner;

    public TrialBench(PlanReader reader, ExperimentRunner runner) {
        this.reader = reader;
        this.runner = runner;
    }

    /**
     * Measures.
     *
     * @param counts of trials
     * @param about told of each before it is measured
     */
    public Growth measure(List<Integer> counts, String backend, int threads, IntConsumer about) {
        RunOptions options = new RunOptions(backend, threads, Path.of(""));
        run(WARM, options);
        List<Growth.Sample> samples = new ArrayList<>();
        for (int count : counts) {
            about.accept(count);
            double millis = run(count, options);
            samples.add(new Growth.Sample(count, millis, millis * 1e6 / count));
        }
        return Growth.of(Growth.Axis.TRIALS, NAME, samples);
    }

    /** The time it takes, in ms. */
    private double run(int trials, RunOptions options) {
        long begun = System.nanoTime();
        runner.run(reader.readText("growth", EXPERIMENT, List.of("design.seeds=" + trials)), options, new Deaf());
        return (System.nanoTime() - begun) / 1e6;
    }

    private record Deaf() implements RunListener {
        @Override
        public void planned(int trials, DataInputs inputs) {}

        @Override
        public void trialStarted(TrialId id) {}

        @Override
        public void progress(TrialId id, String stage, long step, long steps, double loss) {}

        @Override
        public void trialFinished(TrialRecord trial, Optional<Features> features) {}
    }
}
