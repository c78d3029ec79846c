package dev.tenon.experiments.read;

import dev.tenon.experiments.spec.KernelLayout;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the {@code use} of a layer. */
final class UseReader {

    private static final String FORMS =
            "`use` takes stage.layer, arm.stage.layer, {run: folder, trial: whole/seed-0, layer: main.ten}, or {file:"
                    + " weights.safetensors, map: {kernel: features.0.weight}, layout: oihw}";

    private static final int LARGEST = 1 << 24;

    private final String arm;
    private final Problems problems;

    UseReader(String arm, Problems problems) {
        this.arm = arm;
        this.problems = problems;
    }

    /** Whose weights a layer uses; empty if it says nothing of it, or, with a mistake recorded, nothing clear. */
    Optional<WeightReference> read(Mapping layer) {
        Optional<Node> written = layer.get("use");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        return switch (written.get()) {
            case Scalar name -> named(name);
            case Mapping map -> map.has("file") ? file(map) : run(map);
            case Node.Sequence list -> refuse(list);
        };
    }

    private Optional<WeightReference> refuse(Node node) {
        problems.add(node.mark(), FORMS + ", not " + node.shown());
        return Optional.empty();
    }

    private Optional<WeightReference> named(Scalar name) {
        List<String> words = List.of(name.text().split("\\.", -1));
        if (!words.stream().allMatch(Keys::isName)) {
            return refuse(name);
        }
        return switch (words.size()) {
            case 2 -> Optional.of(new WeightReference.Stage(arm, words.get(0), words.get(1), name.mark()));
            case 3 -> Optional.of(new WeightReference.Stage(words.get(0), words.get(1), words.get(2), name.mark()));
            default -> refuse(name);
        };
    }

    private Optional<WeightReference> run(Mapping map) {
        Map<String, String> texts = new HashMap<>();
        boolean right = true;
        for (Entry entry : map.entries()) {
            if (!Keys.RUN.contains(entry.key().text())) {
                problems.add(
                        entry.key().mark(),
                        StageTrees.unknown("the use of a run", entry.key().text(), Keys.RUN));
                right = false;
            } else if (entry.value() instanceof Scalar scalar && !scalar.isNull()) {
                texts.put(entry.key().text(), scalar.text());
            } else {
                problems.add(entry.value().mark(), "`" + entry.key().text() + "` takes a text");
                right = false;
            }
        }
        String run = texts.getOrDefault("run", "");
        String trial = texts.getOrDefault("trial", "");
        String[] layer = texts.getOrDefault("layer", "").split("\\.", -1);
        if (right && (run.isEmpty() || trial.isEmpty() || layer.length != 2)) {
            problems.add(map.mark(), FORMS + "; this one lacks " + lacking(run, trial));
            right = false;
        }
        return right
                ? Optional.of(new WeightReference.Run(run, trial, layer[0], layer[1], map.mark()))
                : Optional.empty();
    }

    private Optional<WeightReference> file(Mapping map) {
        boolean right = true;
        for (Entry entry : map.entries()) {
            if (!Keys.FILE.contains(entry.key().text())) {
                problems.add(
                        entry.key().mark(),
                        StageTrees.unknown("the use of a file", entry.key().text(), Keys.FILE));
                right = false;
            }
        }
        Optional<String> file = text(map.get("file"), "`file` takes the path of a file of safetensors or ONNX");
        Map<String, String> tensors = new TreeMap<>();
        if (map.get("map").orElse(map) instanceof Mapping named
                && map.has("map")
                && !named.entries().isEmpty()) {
            for (Entry entry : named.entries()) {
                text(Optional.of(entry.value()), "`map` takes the name of a tensor for each parameter of the layer")
                        .ifPresent(tensor -> tensors.put(entry.key().text(), tensor));
            }
            right &= tensors.size() == named.entries().size();
        } else {
            problems.add(
                    map.get("map").orElse(map).mark(),
                    "the use of a file says in `map` which tensor each parameter of the layer takes, such as {kernel:"
                            + " features.0.weight, bias: features.0.bias}");
            right = false;
        }
        KernelLayout layout = KernelLayout.HWIO;
        if (map.has("layout")) {
            Optional<KernelLayout> found = map.get("layout")
                    .filter(Scalar.class::isInstance)
                    .flatMap(word -> KernelLayout.of(((Scalar) word).text()));
            if (found.isEmpty()) {
                problems.add(
                        map.get("layout").orElse(map).mark(),
                        "`layout` is the order of a kernel's axes in the file: hwio (used here and in Keras), oihw (of"
                                + " PyTorch and ONNX) or iohw (of their transposed convolutions), not "
                                + map.get("layout").orElse(map).shown());
                right = false;
            }
            layout = found.orElse(layout);
        }
        List<Integer> flattened = new ArrayList<>();
        if (map.has("flattened")) {
            Node written = map.get("flattened").orElse(map);
            List<Node> extents = written instanceof Node.Sequence list ? list.items() : List.of();
            extents.forEach(extent -> extent(extent).ifPresent(flattened::add));
            if (extents.size() != 3 || flattened.size() != 3) {
                problems.add(
                        written.mark(),
                        "`flattened` is [channels, height, width] of the image that was flattened before a matrix"
                                + " whose file has the channels first, not "
                                + written.shown());
                right = false;
            }
        }
        return right && file.isPresent()
                ? Optional.of(new WeightReference.File(file.get(), tensors, layout, flattened, map.mark()))
                : Optional.empty();
    }

    private Optional<String> text(Optional<Node> node, String otherwise) {
        if (node.isPresent()
                && node.get() instanceof Scalar scalar
                && !scalar.isNull()
                && !scalar.text().isEmpty()) {
            return Optional.of(scalar.text());
        }
        node.ifPresent(wrong -> problems.add(wrong.mark(), otherwise + ", not " + wrong.shown()));
        return Optional.empty();
    }

    private static Optional<Integer> extent(Node node) {
        if (!(node instanceof Scalar scalar)) {
            return Optional.empty();
        }
        try {
            int extent = Integer.parseInt(scalar.text());
            return extent >= 1 && extent <= LARGEST ? Optional.of(extent) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String lacking(String run, String trial) {
        return run.isEmpty() ? "`run`" : trial.isEmpty() ? "`trial`" : "a `layer` of the form stage.layer";
    }
}
