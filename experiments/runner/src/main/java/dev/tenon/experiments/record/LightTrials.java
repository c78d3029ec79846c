package dev.tenon.experiments.record;

import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.ConcurrentHashMap;

/** What stays in memory of trials that are on disk: numbers, in little room, and one copy of all that trials have in common. */
final class LightTrials {

    private final Map<Object, Object> known = new ConcurrentHashMap<>();

    /** A trial without weights and scores. */
    TrialRecord of(TrialRecord trial) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        trial.metrics().forEach((name, value) -> metrics.put(shared(name), value));
        TrialId id = new TrialId(
                shared(trial.id().arm()),
                shared(trial.id().factors()),
                trial.id().seed());
        return new TrialRecord(
                id,
                trial.status(),
                trial.message(),
                trial.stages().stream().map(this::of).toList(),
                trial.examples(),
                metrics,
                TestPredictions.NONE,
                trial.tuning(),
                trial.findings().stream()
                        .map(found -> new Finding(shared(found.analysis()), found.tables(), found.details(), List.of()))
                        .toList());
    }

    private StageRecord of(StageRecord stage) {
        return new StageRecord(
                shared(stage.arm()),
                shared(stage.stage()),
                shared(stage.data()),
                stage.examples(),
                stage.steps(),
                stage.parameters(),
                stage.trainable(),
                stage.multiplyAdds(),
                shared(stage.layers()),
                new Curve(stage.losses()),
                List.of());
    }

    /** The one that came first of things that are equal. */
    @SuppressWarnings("unchecked") // Equal things of the kinds above are of one type.
    private <T> T shared(T thing) {
        return (T) known.computeIfAbsent(thing, key -> key);
    }

    /** Points in arrays: half the room of a list of points. */
    private static final class Curve extends AbstractList<LossPoint> implements RandomAccess {

        private final long[] steps;
        private final double[] training;
        private final double[] validation;

        Curve(List<LossPoint> points) {
            this.steps = points.stream().mapToLong(LossPoint::step).toArray();
            this.training = points.stream().mapToDouble(LossPoint::training).toArray();
            double[] all = points.stream().mapToDouble(LossPoint::validation).toArray();
            this.validation = java.util.Arrays.stream(all).allMatch(Double::isNaN) ? new double[0] : all;
        }

        @Override
        public LossPoint get(int index) {
            return new LossPoint(
                    steps[index], training[index], validation.length == 0 ? Double.NaN : validation[index]);
        }

        @Override
        public int size() {
            return steps.length;
        }
    }
}
