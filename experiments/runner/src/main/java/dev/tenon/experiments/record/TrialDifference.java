package dev.tenon.experiments.record;

import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.Tuning;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Where two results of one trial differ first: compared to the bit, stage by stage, in the order in which things come to be. */
public final class TrialDifference {

    private TrialDifference() {}

    /**
     * The first difference, in words.
     *
     * @param was as the run has it
     * @param is as it came out now
     * @return empty if they are equal
     */
    public static Optional<String> first(TrialRecord was, TrialRecord is) {
        if (is.status() == TrialRecord.Status.FAILED && was.status() != TrialRecord.Status.FAILED) {
            return Optional.of(
                    was.id() + ": had not failed, and fails now: " + is.message()); // It has no stages to compare.
        }
        Optional<String> tuned = was.tuning().isPresent() && is.tuning().isPresent()
                ? first(was.tuning().get(), is.tuning().get())
                : first(
                        "whether it is tuned",
                        was.tuning().isPresent(),
                        is.tuning().isPresent());
        if (tuned.isPresent() && was.status() != TrialRecord.Status.FAILED) {
            return tuned.map(what -> was.id() + ": " + what);
        }
        for (int i = 0; i < was.stages().size() && i < is.stages().size(); i++) {
            Optional<String> found = first(was.stages().get(i), is.stages().get(i));
            if (found.isPresent()) {
                return found.map(what -> was.id() + ": " + what);
            }
        }
        return or(List.of(
                        first(
                                "the number of stages",
                                was.stages().size(),
                                is.stages().size()),
                        first("how it ended", was.status(), is.status()),
                        first("its message", was.message(), is.message()),
                        first("the number of examples", was.examples(), is.examples()),
                        numbers(
                                "the scores",
                                was.answers().scores(),
                                is.answers().scores()),
                        // A run of Tenon 0.1 has neither.
                        was.answers().count() == 0
                                ? Optional.empty()
                                : numbers(
                                        "the targets",
                                        was.answers().targets(),
                                        is.answers().targets()),
                        was.answers().count() == 0
                                ? Optional.empty()
                                : numbers(
                                        "the test examples",
                                        was.answers().examples(),
                                        is.answers().examples()),
                        first("the metrics", was.metrics(), is.metrics()),
                        findings(was.findings(), is.findings())))
                .map(what -> was.id() + ": " + what);
    }

    private static Optional<String> first(Tuning was, Tuning is) {
        for (int i = 0; i < was.tries().size() && i < is.tries().size(); i++) {
            Tuning.Try before = was.tries().get(i);
            Optional<String> found = first(
                    "try " + i + " of tuning, with " + before.settings(),
                    before,
                    is.tries().get(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return first("what tuning chose", was, is);
    }

    private static Optional<String> first(StageRecord was, StageRecord is) {
        return or(List.of(
                        first("the arm", was.arm(), is.arm()),
                        first("the stage", was.stage(), is.stage()),
                        first("the data set", was.data(), is.data()),
                        first("the number of examples", was.examples(), is.examples()),
                        first("the layers", was.layers(), is.layers()),
                        losses(was.losses(), is.losses()),
                        first("the number of steps", was.steps(), is.steps()),
                        weights(was.weights(), is.weights())
                                .map(what -> was.losses().isEmpty() ? what : "its losses are equal, but " + what)))
                .map(what -> "stage " + was.stage() + " of arm " + was.arm() + ": " + what);
    }

    private static Optional<String> losses(List<LossPoint> was, List<LossPoint> is) {
        long after = 0;
        for (int i = 0; i < was.size() && i < is.size(); i++) {
            LossPoint before = was.get(i);
            LossPoint now = is.get(i);
            String what = after + 1 == before.step()
                    ? "the loss of step " + before.step()
                    : "the mean loss of steps " + (after + 1) + " to " + before.step();
            Optional<String> found = or(List.of(
                    first("the end of point " + (i + 1) + " of its loss curve", before.step(), now.step()),
                    first(what, before.training(), now.training()),
                    first("the validation loss after step " + before.step(), before.validation(), now.validation())));
            if (found.isPresent()) {
                return found;
            }
            after = before.step();
        }
        return first("the number of points of its curve", was.size(), is.size());
    }

    private static Optional<String> findings(List<Finding> was, List<Finding> is) {
        for (int i = 0; i < was.size() && i < is.size(); i++) {
            Finding before = was.get(i);
            Finding now = is.get(i);
            String what = "what analysis " + before.analysis() + " found: ";
            Optional<String> found = or(List.of(
                            first("its name", before.analysis(), now.analysis()),
                            first("the tables", before.tables(), now.tables()),
                            first("the details", before.details(), now.details()),
                            weights(before.tensors(), now.tensors())))
                    .map(difference -> what + difference);
            if (found.isPresent()) {
                return found;
            }
        }
        return first("the number of analyses", was.size(), is.size());
    }

    private static Optional<String> weights(List<NamedTensor> was, List<NamedTensor> is) {
        Map<String, NamedTensor> before = byName(was);
        Map<String, NamedTensor> now = byName(is);
        if (!before.keySet().equals(now.keySet())) {
            return first("the names of its tensors", before.keySet(), now.keySet());
        }
        for (NamedTensor tensor : before.values()) {
            NamedTensor other = Objects.requireNonNull(now.get(tensor.name()));
            String what = "tensor " + tensor.name();
            Optional<String> found = or(List.of(
                    first(what + ": the shape", tensor.shape(), other.shape()),
                    numbers(what, tensor.values(), other.values())));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Map<String, NamedTensor> byName(List<NamedTensor> tensors) {
        Map<String, NamedTensor> byName = new TreeMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        return byName;
    }

    /** To the bit, but for what is not a number, which files have in one pattern. */
    private static Optional<String> numbers(String what, float[] was, float[] is) {
        if (was.length != is.length) {
            return first(what + ": how many numbers", was.length, is.length);
        }
        for (int i = 0; i < was.length; i++) {
            if (Float.floatToIntBits(was[i]) != Float.floatToIntBits(is[i])) {
                return first(what + ": number " + (i + 1) + " of " + was.length, was[i], is[i]);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> first(String what, Object was, Object is) {
        return was.equals(is) ? Optional.empty() : Optional.of(what + " was " + was + " and is " + is);
    }

    private static Optional<String> or(List<Optional<String>> all) {
        return all.stream().flatMap(Optional::stream).findFirst();
    }
}
