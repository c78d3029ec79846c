package dev.tenon.experiments;

import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One arm, trained and measured with one seed in one cell of the design.
 *
 * <p>Experimental.
 *
 * @since 0.2
 */
public final class Trial {

    private final TrialRecord light;
    private final Supplier<TrialRecord> whole;

    Trial(TrialRecord light, Supplier<TrialRecord> whole) {
        this.light = light;
        this.whole = whole;
    }

    /** How a trial ended. */
    public enum Status {
        COMPLETED,
        /** The loss became infinite or not a number. */
        DIVERGED,
        /** Something threw. */
        FAILED,
        /** It was not run, for its arm was decided by earlier seeds or could not be found better: the message says which. */
        STOPPED
    }

    /**
     * The loss while a stage was trained.
     *
     * @param arm the arm that trained it; another than the trial's where a stage is shared
     * @param stage its id
     * @param steps minibatches taken up to each point
     * @param training mean loss since the point before
     * @param validation mean over the validation split; NaN where it was not measured
     */
    public record Curve(String arm, String stage, long[] steps, double[] training, double[] validation) {}

    /** A name fit for a path, such as {@code whole/train.examples=64/seed-3}. */
    public String name() {
        return light.id().path();
    }

    /** Which architecture. */
    public String arm() {
        return light.id().arm();
    }

    /** The varied settings and their values, in the file's order; empty if nothing is varied. */
    public Map<String, String> cell() {
        return light.id().factors();
    }

    /** Which seed. */
    public long seed() {
        return light.id().seed();
    }

    /** How it ended. */
    public Status status() {
        return switch (light.status()) {
            case COMPLETED -> Status.COMPLETED;
            case DIVERGED -> Status.DIVERGED;
            case FAILED -> Status.FAILED;
            case STOPPED -> Status.STOPPED;
        };
    }

    /** Why it did not complete, or why a metric has no value; else empty. */
    public String message() {
        return light.message();
    }

    /** By name, such as {@code test.accuracy}; empty unless it completed. */
    public Map<String, Double> metrics() {
        return light.metrics();
    }

    /**
     * One metric.
     *
     * @return NaN if the trial has no such metric
     */
    public double metric(String name) {
        return light.metrics().getOrDefault(name, Double.NaN);
    }

    /** The losses of each stage that was trained. */
    public List<Curve> curves() {
        return light.stages().stream().map(Trial::curve).toList();
    }

    private static Curve curve(StageRecord stage) {
        List<StageRecord.LossPoint> points = stage.losses();
        return new Curve(
                stage.arm(),
                stage.stage(),
                points.stream().mapToLong(StageRecord.LossPoint::step).toArray(),
                points.stream().mapToDouble(StageRecord.LossPoint::training).toArray(),
                points.stream().mapToDouble(StageRecord.LossPoint::validation).toArray());
    }

    /** All parameters and states of all its stages at the end, by their names in alphabetical order. Of a run folder they are read now. */
    public List<Tensor> weights() {
        return stages().sorted(Comparator.comparing(NamedTensor::name))
                .map(Trial::tensor)
                .toList();
    }

    /**
     * One of them, such as {@code main/conv2d-1/kernel}.
     *
     * @throws TenonException if there is none of this name
     */
    public Tensor weights(String name) {
        return stages().filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .map(Trial::tensor)
                .orElseThrow(() -> new TenonException(String.format(
                        Locale.ROOT,
                        "trial %s has no weights \"%s\"; it has %s",
                        name(),
                        name,
                        stages().map(NamedTensor::name).toList())));
    }

    private Stream<NamedTensor> stages() {
        return whole().stages().stream().flatMap(stage -> stage.weights().stream());
    }

    /** The network's outputs over the test split, {@code [n, units]}; without values where none are recorded. */
    public Tensor scores() {
        TestPredictions answers = whole().answers();
        int n = answers.count();
        int units = n == 0 ? 0 : answers.scores().length / n;
        return new Tensor("scores", new int[] {n, units}, answers.scores().clone());
    }

    /** The target values: {@code [n]} for classes, else {@code [n, units]}; without values where it is not recorded. */
    public Tensor targets() {
        TestPredictions answers = whole().answers();
        int n = answers.count();
        float[] values = answers.targets().clone();
        int[] shape = n == 0 || values.length == n ? new int[] {values.length} : new int[] {n, values.length / n};
        return new Tensor("targets", shape, values);
    }

    private TrialRecord whole() {
        return TenonException.ofOwn(whole);
    }

    private static Tensor tensor(NamedTensor tensor) {
        int[] shape = new int[tensor.shape().rank()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.shape().dim(i);
        }
        return new Tensor(tensor.name(), shape, tensor.values().clone());
    }

    @Override
    public String toString() {
        return name() + " " + status().name().toLowerCase(Locale.ROOT) + " " + metrics();
    }
}
