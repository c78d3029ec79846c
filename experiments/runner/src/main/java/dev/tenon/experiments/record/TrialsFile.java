package dev.tenon.experiments.record;

import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code trials.json}: what came of each trial, but for the curves (trace.csv) and the tensors, which it says where to find. */
final class TrialsFile {

    static final String FILE = "trials.json";

    private TrialsFile() {}

    /** Where the tensors of a trial are. */
    interface Places {

        /** The weights of one of its stages; empty if it has none. */
        Optional<WeightPlaces.Place> weights(int stage);

        /** Its scores; empty if it has none. */
        Optional<WeightPlaces.Place> scores();

        /** What analyses found in it; empty if there was none. */
        Optional<WeightPlaces.Place> findings();
    }

    /** All of a trial but the curves and the tensors. */
    static ObjectNode entry(TrialRecord trial, Places places) {
        ObjectNode node = summary(trial);
        ArrayNode stages = node.putArray("stages");
        for (int i = 0; i < trial.stages().size(); i++) {
            ObjectNode stage = stage(trial.stages().get(i));
            places.weights(i).ifPresent(place -> stage.set("weights", place(place)));
            stages.add(stage);
        }
        places.scores().ifPresent(place -> node.set("scores", place(place)));
        places.findings().ifPresent(place -> node.set("analyses", place(place)));
        trial.tuning().ifPresent(tuning -> node.set("tuning", TuningFile.entry(tuning)));
        return node;
    }

    /** What fits on a line: all but stages and scores. */
    static ObjectNode summary(TrialRecord trial) {
        ObjectNode node = Json.object();
        node.put("trial", trial.id().path());
        putId(node, trial.id());
        node.put("status", trial.status().name().toLowerCase(Locale.ROOT));
        node.put("message", trial.message());
        node.put("examples", trial.examples());
        ObjectNode metrics = node.putObject("metrics");
        trial.metrics().forEach((name, value) -> metrics.set(name, Json.number(value)));
        return node;
    }

    static void putId(ObjectNode node, TrialId id) {
        node.put("arm", id.arm());
        ObjectNode factors = node.putObject("factors");
        id.factors().forEach(factors::put);
        node.put("seed", id.seed());
    }

    static ObjectNode stage(StageRecord stage) {
        ObjectNode node = Json.object();
        node.put("arm", stage.arm());
        node.put("stage", stage.stage());
        node.put("data", stage.data());
        node.put("examples", stage.examples());
        node.put("steps", stage.steps());
        node.put("parameters", stage.parameters());
        node.put("trainable", stage.trainable());
        node.put("multiply-adds", stage.multiplyAdds());
        ArrayNode layers = node.putArray("layers");
        for (LayerSummary layer : stage.layers()) {
            ObjectNode child = layers.addObject();
            child.put("id", layer.id()).put("type", layer.type());
            ArrayNode shape = child.putArray("shape");
            layer.shape().forEach(shape::add);
            child.put("parameters", layer.parameters()).put("multiply-adds", layer.multiplyAdds());
            child.putArray("receptive-field").add(layer.receptiveHeight()).add(layer.receptiveWidth());
            child.put("frozen", layer.frozen());
        }
        return node;
    }

    private static ObjectNode place(WeightPlaces.Place place) {
        return Json.object().put("file", place.file()).put("prefix", place.prefix());
    }

    static WeightPlaces.Place place(JsonView node) {
        return new WeightPlaces.Place(node.text("file"), node.text("prefix"));
    }

    static TrialId id(JsonView node) {
        return new TrialId(node.text("arm"), node.map("factors", JsonView::text), node.whole("seed"));
    }

    /** Which trial it is, by its parts and by its name, which must be of one trial. */
    static TrialId named(JsonView node) {
        TrialId id = id(node);
        if (!node.text("trial").equals(id.path())) {
            throw node.get("trial").wrong(id.path());
        }
        return id;
    }

    /** A trial, of the stages, answers and findings that it had. */
    static TrialRecord trial(JsonView node, List<StageRecord> stages, TestPredictions answers, List<Finding> findings) {
        return new TrialRecord(
                named(node),
                status(node),
                node.text("message"),
                stages,
                node.count("examples"),
                node.map("metrics", JsonView::number),
                answers,
                node.has("tuning") ? Optional.of(TuningFile.tuning(node.get("tuning"))) : Optional.empty(),
                findings);
    }

    /** A stage, of the curve and weights that it had. */
    static StageRecord stage(JsonView node, List<LossPoint> losses, List<NamedTensor> weights) {
        return new StageRecord(
                node.text("arm"),
                node.text("stage"),
                node.text("data"),
                node.count("examples"),
                node.size("steps"),
                node.size("parameters"),
                node.size("trainable"),
                node.size("multiply-adds"),
                node.list("layers", TrialsFile::layer),
                losses,
                weights);
    }

    static TrialRecord.Status status(JsonView node) {
        JsonView status = node.get("status");
        return switch (status.text()) {
            case "completed" -> TrialRecord.Status.COMPLETED;
            case "diverged" -> TrialRecord.Status.DIVERGED;
            case "failed" -> TrialRecord.Status.FAILED;
            case "stopped" -> TrialRecord.Status.STOPPED;
            default -> throw status.wrong("completed, diverged, failed or stopped");
        };
    }

    static LayerSummary layer(JsonView node) {
        List<Integer> field = node.list("receptive-field", extent -> extent.atLeast(0));
        if (field.size() != 2) {
            throw node.get("receptive-field").wrong("two numbers");
        }
        return new LayerSummary(
                node.text("id"),
                node.text("type"),
                node.list("shape", extent -> extent.atLeast(1)),
                node.size("parameters"),
                node.size("multiply-adds"),
                field.get(0),
                field.get(1),
                node.flag("frozen"));
    }
}
