package dev.tenon.experiments.read;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.spec.Architecture;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.NodeReader;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads architecture files: {@code network}, {@code input: [height, width, channels]}, {@code batch} and {@code layers} as an
 * arm has them. A step of its training is what the field's benchmarks take: softmax cross-entropy, and gradient descent with
 * momentum.
 */
public final class ArchitectureReader {

    private static final String NETWORK = "network";
    private static final String LAYERS = "layers";
    private static final String IMAGES = "images";
    private static final String TRAINING =
            "{steps: 1, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.01, momentum: 0.9}}";

    private final Services services;

    /** A reader of files that name these services. */
    public ArchitectureReader(Services services) {
        this.services = services;
    }

    /** What such a file says besides its name and its layers. */
    record Header(
            @Describe("height, width and channels of an image") @Range(min = 1)
            List<Integer> input,

            @Describe("images per minibatch") @Default("64") @Range(min = 1)
            int batch) {

        public Header {
            if (input.size() != 3) {
                throw new IllegalArgumentException("input takes [height, width, channels], not " + input);
            }
        }
    }

    /**
     * Reads a file.
     *
     * @throws SpecException with all mistakes, if there are any
     */
    public Architecture read(Path file) {
        return readText(file.toString(), PlanReader.text(file));
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     * @throws SpecException with all mistakes, if there are any
     */
    public Architecture readText(String name, String text) {
        Problems problems = new Problems();
        Optional<Node> node = NodeReader.read(text, NodeReader.Origin.of(name), problems);
        problems.throwIfAny();
        if (!(node.orElse(null) instanceof Mapping root)) {
            throw new SpecException(List.of(new Problem(
                    new Mark(name, 1, 1),
                    "an architecture is a map of `network`, `input` and `layers`, not "
                            + node.map(Node::shown).orElse("nothing"))));
        }
        Optional<Architecture> read = read(root, problems);
        problems.throwIfAny();
        return read.orElseThrow();
    }

    private Optional<Architecture> read(Mapping root, Problems problems) {
        if (root.has("experiment")) {
            problems.add(
                    root.entry("experiment").orElseThrow().key().mark(),
                    "this is an experiment; an architecture has `network`, `input` and `layers` alone");
            return Optional.empty();
        }
        Optional<String> name = name(root, problems);
        Optional<Header> header =
                new Binder(services, problems).record(Header.class, root, "an architecture", List.of(NETWORK, LAYERS));
        if (!root.has(LAYERS)) {
            problems.add(root.mark(), "an architecture needs `layers`");
            return Optional.empty();
        }
        Optional<StageSpec> stage = stage(root, name.orElse(NETWORK), problems);
        if (name.isEmpty() || header.isEmpty() || stage.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> image = header.get().input();
        return Optional.of(new Architecture(
                name.get(),
                Shape.of(image.get(0), image.get(1), image.get(2)),
                header.get().batch(),
                stage.get()));
    }

    private static Optional<String> name(Mapping root, Problems problems) {
        Optional<Node> name = root.get(NETWORK);
        if (name.isPresent() && name.get() instanceof Scalar scalar && !scalar.isNull()) {
            return Keys.checkName(scalar, "a network", problems) ? Optional.of(scalar.text()) : Optional.empty();
        }
        problems.add(name.map(Node::mark).orElse(root.mark()), "an architecture needs `network`: a name for it");
        return Optional.empty();
    }

    /** The layers as those of an experiment's only arm. */
    private Optional<StageSpec> stage(Mapping root, String name, Problems problems) {
        Entry layers = root.entry(LAYERS).orElseThrow();
        Mark mark = layers.key().mark();
        Mapping arm = new Mapping(List.of(layers), mark);
        Mapping arms = new Mapping(List.of(new Entry(new Scalar(name, true, mark), arm)), mark);
        Mapping train = (Mapping) NodeReader.read(TRAINING, NodeReader.Origin.of(mark.file()), problems)
                .orElseThrow();
        ArmTrees trees = new ArmTrees(arms, problems);
        ArmReader reader = new ArmReader(
                trees,
                new ArmReader.Defaults(Optional.of(new Scalar(IMAGES, true, mark)), train, List.of(IMAGES), List.of()),
                services,
                Optional.empty(),
                problems);
        return trees.get(name).flatMap(reader::read).map(ArmSpec::last);
    }
}
