package dev.tenon.experiments.record;

import dev.tenon.experiments.run.Checkpoint;
import dev.tenon.experiments.run.Checkpoints.Training;
import dev.tenon.experiments.run.NamedTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a training has come, as a file: a safetensors file with all numbers on the device as tensors, and all else as texts about them.
 *
 * @param run of which run it is: {@link Beginning#digest()}
 */
record CheckpointFile(String run, Training training, Checkpoint checkpoint) {

    private static final String FORMAT = "tenon-checkpoint 1";
    private static final String PARAMETERS = "parameters/";
    private static final String MEMORY = "kept/";
    private static final String BEST = "best/";

    void write(OutputStream out) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("format", FORMAT);
        texts.put("run", run);
        ObjectNode whose = Json.object();
        TrialsFile.putId(whose, training.trial());
        texts.put("training", Json.compact(whose.put("stage", training.stage())));
        switch (checkpoint) {
            case Checkpoint.Midway midway -> {
                texts.put("midway", Json.compact(node(midway)));
                Safetensors.write(
                        out,
                        texts,
                        Stream.of(
                                        renamed(midway.parameters(), PARAMETERS),
                                        renamed(midway.memory(), MEMORY),
                                        renamed(midway.watch().bestWeights(), BEST))
                                .flatMap(each -> each)
                                .toList());
            }
            case Checkpoint.Ended ended -> {
                ObjectNode stage = TrialsFile.stage(ended.stage());
                TrialFile.points(stage.putArray("losses"), ended.stage().losses());
                texts.put("ended", Json.compact(stage.put("diverged", ended.diverged())));
                Safetensors.write(out, texts, ended.stage().weights());
            }
        }
    }

    private static Stream<NamedTensor> renamed(List<NamedTensor> tensors, String prefix) {
        return tensors.stream().map(each -> each.named(prefix + each.name()));
    }

    private static ObjectNode node(Checkpoint.Midway midway) {
        ObjectNode node = Json.object().put("steps", midway.steps());
        ObjectNode curve = node.putObject("curve");
        TrialFile.points(curve.putArray("points"), midway.curve().points());
        curve.set("validation", Json.number(midway.curve().validation()));
        curve.put("steps", midway.curve().steps());
        curve.set("sum", Json.number(midway.curve().sum()));
        curve.put("since", midway.curve().since());
        Checkpoint.Watch seen = midway.watch();
        ObjectNode watch = node.putObject("watch");
        watch.set("loss", Json.number(seen.loss()));
        watch.set("best", Json.number(seen.best()));
        watch.put("worse", seen.worse());
        watch.set("sum", Json.number(seen.sum()));
        watch.put("steps", seen.steps());
        ArrayNode training = watch.putArray("training");
        seen.training().forEach(each -> training.add(Json.number(each)));
        ArrayNode validated = watch.putArray("validated");
        seen.validated().forEach(each -> validated.add(Json.number(each)));
        return node;
    }

    /**
     * Reads one.
     *
     * @param where what to call it in messages
     * @throws BundleException if it is none
     */
    static CheckpointFile read(String where, byte[] bytes) {
        MemorySegment file = MemorySegment.ofArray(bytes);
        Map<String, String> texts = Safetensors.contents(where, file).metadata();
        if (!FORMAT.equals(texts.get("format"))) {
            throw new BundleException(where + ": has the format \"" + texts.get("format")
                    + "\"; this version of Tenon reads \"" + FORMAT + "\"");
        }
        List<NamedTensor> tensors = Safetensors.read(where, file);
        JsonView whose = parsed(where, texts, "training");
        Checkpoint checkpoint = texts.containsKey("ended")
                ? ended(parsed(where, texts, "ended"), tensors)
                : midway(parsed(where, texts, "midway"), tensors);
        return new CheckpointFile(
                texts.getOrDefault("run", ""), new Training(TrialsFile.id(whose), whose.text("stage")), checkpoint);
    }

    private static JsonView parsed(String where, Map<String, String> texts, String name) {
        return Json.parse(
                where + ": " + name + ":", texts.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8));
    }

    private static Checkpoint ended(JsonView node, List<NamedTensor> tensors) {
        return new Checkpoint.Ended(
                TrialsFile.stage(node, node.list("losses", TrialFile::point), tensors), node.text("diverged"));
    }

    private static Checkpoint midway(JsonView node, List<NamedTensor> tensors) {
        JsonView curve = node.get("curve");
        JsonView watch = node.get("watch");
        return new Checkpoint.Midway(
                node.size("steps"),
                with(tensors, PARAMETERS),
                with(tensors, MEMORY),
                new Checkpoint.Curve(
                        curve.list("points", TrialFile::point),
                        curve.get("validation").number(),
                        curve.size("steps"),
                        curve.get("sum").number(),
                        curve.size("since")),
                new Checkpoint.Watch(
                        watch.get("loss").number(),
                        watch.get("best").number(),
                        watch.count("worse"),
                        watch.get("sum").number(),
                        watch.size("steps"),
                        watch.list("training", JsonView::number),
                        watch.list("validated", JsonView::number),
                        with(tensors, BEST)));
    }

    private static List<NamedTensor> with(List<NamedTensor> tensors, String prefix) {
        return tensors.stream()
                .filter(each -> each.name().startsWith(prefix))
                .map(each -> each.named(each.name().substring(prefix.length())))
                .toList();
    }
}
