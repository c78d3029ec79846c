package dev.tenon.experiments.record;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Features.LayerFeatures;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.views.AnswerCounts;
import dev.tenon.experiments.views.WorstMistakes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code features/ARM.json} and {@code .safetensors}: what the report draws of each arm. */
final class FeatureFiles {

    static final String FOLDER = "features";

    private FeatureFiles() {}

    static void write(RunWriter writer, Features features) {
        String name = name(features.trial());
        writer.hashed(name + ".json", json(features));
        writer.hashed(name + ".safetensors", out -> Safetensors.write(out, tensors(features)));
    }

    /** The path of both files without what they end with. */
    static String name(TrialId trial) {
        return FOLDER + "/" + Paths.fileName(trial.arm());
    }

    static String json(Features features) {
        ObjectNode root = Json.object();
        TrialsFile.putId(root.putObject("trial"), features.trial());
        features.targets().forEach(root.putArray("targets")::add);
        features.names().forEach(root.putArray("names")::add);
        ArrayNode annotations = root.putArray("annotations");
        for (List<Annotation> image : features.annotations()) {
            ArrayNode list = annotations.addArray();
            for (Annotation one : image) {
                list.addObject()
                        .put("label", one.label())
                        .put("level", one.level())
                        .put("parent", one.parent())
                        .put("top", one.top())
                        .put("left", one.left())
                        .put("height", one.height())
                        .put("width", one.width());
            }
        }
        ArrayNode layers = root.putArray("layers");
        features.layers()
                .forEach(layer -> layers.addObject().put("id", layer.id()).put("type", layer.type()));
        ArrayNode spots = root.putArray("spots");
        features.spots()
                .forEach(spot -> spots.addObject()
                        .put("row", spot.row())
                        .put("column", spot.column())
                        .put("detected", spot.detected()));
        features.counts().ifPresent(counts -> {
            ObjectNode node = root.putObject("answers");
            node.put("kind", counts.kind().name().toLowerCase(Locale.ROOT)).put("seeds", counts.seeds());
            ArrayNode rows = node.putArray("counts");
            counts.counts().forEach(row -> row.forEach(rows.addArray()::add));
            counts.roc().forEach(node.putArray("roc")::add);
        });
        if (!features.mistakes().isEmpty()) {
            ArrayNode mistakes = root.putArray("mistakes");
            features.mistakes()
                    .forEach(mistake -> mistakes.addObject()
                            .put("example", mistake.example())
                            .put("target", mistake.target())
                            .put("answer", mistake.answer())
                            .put("score", mistake.score()));
        }
        return Json.pretty(root);
    }

    static List<NamedTensor> tensors(Features features) {
        List<NamedTensor> tensors = new ArrayList<>();
        Shape images = Shape.of(features.count()).append(features.image().dims());
        tensors.add(new NamedTensor("pixels", images, features.pixels()));
        tensors.add(new NamedTensor(
                "outputs",
                Shape.of(features.count(), features.outputs().length / features.count()),
                features.outputs()));
        for (LayerFeatures layer : features.layers()) {
            tensors.add(new NamedTensor("layers/" + layer.id(), layer.shape(), layer.values()));
        }
        if (!features.mistakes().isEmpty()) {
            int size = features.image().size();
            int count = features.mistakes().size();
            float[] wrong = new float[count * size];
            for (int i = 0; i < count; i++) {
                System.arraycopy(features.mistakes().get(i).pixels(), 0, wrong, i * size, size);
            }
            Shape shape = Shape.of(count).append(features.image().dims());
            tensors.add(new NamedTensor("mistakes", shape, wrong));
        }
        return tensors;
    }

    static Features read(RunReader run, String json) {
        JsonView root = run.json(json);
        String file = json.replaceFirst("\\.json$", ".safetensors");
        Features features = features(root, file, run.tensors(file));
        if (!json.equals(name(features.trial()) + ".json")) {
            throw root.get("trial").wrong("of the arm that the file is named after");
        }
        return features;
    }

    /**
     * Features of the two things that they are written as.
     *
     * @param file what to call the tensors' file in messages
     */
    static Features features(JsonView root, String file, List<NamedTensor> all) {
        Map<String, NamedTensor> tensors = new LinkedHashMap<>();
        all.forEach(tensor -> tensors.put(tensor.name(), tensor));
        NamedTensor pixels = find(file, tensors, "pixels");
        if (pixels.shape().rank() != 4) {
            throw new BundleException(
                    file + ": pixels has the shape " + pixels.shape() + ", not [images, height, width, channels]");
        }
        return new Features(
                TrialsFile.id(root.get("trial")),
                pixels.shape().slice(1, 4),
                pixels.values(),
                root.list("targets", JsonView::text),
                root.list("annotations", FeatureFiles::annotations),
                root.list("names", JsonView::text),
                find(file, tensors, "outputs").values(),
                root.list("layers", layer -> {
                    NamedTensor values = find(file, tensors, "layers/" + layer.text("id"));
                    return new LayerFeatures(layer.text("id"), layer.text("type"), values.shape(), values.values());
                }),
                root.list(
                        "spots",
                        spot -> new Features.Spot(
                                spot.get("row").finite(), spot.get("column").finite(), share(spot.get("detected")))),
                root.has("answers") ? Optional.of(counts(root.get("answers"))) : Optional.empty(),
                root.has("mistakes") ? mistakes(root, find(file, tensors, "mistakes")) : List.of());
    }

    private static List<WorstMistakes.Mistake> mistakes(JsonView root, NamedTensor pixels) {
        int[] next = new int[1];
        int size = pixels.shape().size() / pixels.shape().dim(0);
        return root.list("mistakes", mistake -> {
            int at = next[0]++ * size;
            if (at + size > pixels.values().length) {
                throw mistake.wrong("one of the " + pixels.shape().dim(0) + " whose pixels there are");
            }
            return new WorstMistakes.Mistake(
                    mistake.count("example"),
                    mistake.text("target"),
                    mistake.text("answer"),
                    mistake.get("score").finite(),
                    Arrays.copyOfRange(pixels.values(), at, at + size));
        });
    }

    private static AnswerCounts counts(JsonView node) {
        Targets kind = node.choice("kind", Targets.class);
        JsonView rows = node.get("counts");
        List<List<Long>> counts = rows.list(row -> row.list(JsonView::whole));
        int width = kind == Targets.CLASSES ? counts.size() : 4;
        if (kind == Targets.NUMBERS
                || counts.stream()
                        .anyMatch(row -> row.size() != width || row.stream().anyMatch(each -> each < 0))) {
            throw rows.wrong("counts, none below 0, " + width + " in each row");
        }
        return new AnswerCounts(kind, node.count("seeds"), counts, node.list("roc", FeatureFiles::share));
    }

    private static double share(JsonView node) {
        double value = node.finite();
        if (value < 0 || value > 1) {
            throw node.wrong("a share from 0 to 1");
        }
        return value;
    }

    private static List<Annotation> annotations(JsonView image) {
        List<Annotation> all = image.list(FeatureFiles::annotation);
        if (all.stream().anyMatch(one -> one.parent() < -1 || one.parent() >= all.size())) {
            throw image.wrong("annotations whose parents are among them, or -1");
        }
        return all;
    }

    private static Annotation annotation(JsonView node) {
        return new Annotation(
                node.text("label"),
                node.count("level"),
                node.integer("parent"),
                node.integer("top"),
                node.integer("left"),
                node.count("height"),
                node.count("width"));
    }

    private static NamedTensor find(String file, Map<String, NamedTensor> tensors, String name) {
        NamedTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new BundleException(file + ": has no tensor " + name);
        }
        return tensor;
    }
}
