package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.NodeReader;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.SpecException;
import dev.tenon.experiments.yaml.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads experiment files: YAML text to a {@link Plan}, or all mistakes at once. A file is closed: a key that
 * nothing reads is a mistake.
 */
public final class PlanReader {

    private static final int MOST_BYTES = 8 << 20;

    private final Services services;
    private final Function<Path, Sizes> sizes;

    /** A reader of files that name these services, and do not ask for widths that would have to be found. */
    public PlanReader(Services services) {
        this(services, folder -> (spec, stage, match) -> {
            throw new SpecException(List.of(new Problem(
                    stage.mark(), "`widths` are found where networks can be built, which they are not here")));
        });
    }

    /**
     * A reader of files that name these services.
     *
     * @param sizes of networks, whose data is seen from a folder
     */
    public PlanReader(Services services, Function<Path, Sizes> sizes) {
        this.services = services;
        this.sizes = sizes;
    }

    /**
     * Reads a file.
     *
     * @param overrides settings in place of the file's, {@code key=value} each
     * @throws SpecException with all mistakes, if there are any
     */
    public Plan read(Path file, List<String> overrides) {
        String text = text(file);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        return read(file.toString(), text, overrides, Optional.of(folder), false);
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     * @param overrides settings in place of the text's, {@code key=value} each
     * @throws SpecException with all mistakes, if there are any
     */
    public Plan readText(String name, String text, List<String> overrides) {
        return read(name, text, overrides, Optional.empty(), false);
    }

    /**
     * Reads the resolved text of a run, with the widths that it found. In runs before 0.2, which do not say what is the same for all
     * seeds, data and splits were.
     *
     * @param name what messages call it
     * @throws SpecException with all mistakes, if there are any
     */
    public Plan readResolved(String name, String text) {
        Optional<Node> root = NodeReader.read(text, NodeReader.Origin.of(name), new Problems());
        boolean before = root.filter(Mapping.class::isInstance)
                .flatMap(map -> ((Mapping) map).get("design"))
                .filter(Mapping.class::isInstance)
                .filter(design -> !((Mapping) design).has("fixed"))
                .isPresent();
        List<String> overrides = before ? List.of("design.fixed=[data, split]") : List.of();
        return read(name, text, overrides, Optional.empty(), true);
    }

    /** As {@link #readText}; whether files are there is looked at if there is a folder to see them from. */
    public Plan read(String name, String text, List<String> overrides, Optional<Path> folder) {
        return read(name, text, overrides, folder, false);
    }

    private Plan read(String name, String text, List<String> overrides, Optional<Path> folder, boolean resolved) {
        Problems problems = new Problems();
        Optional<Node> node = NodeReader.read(text, NodeReader.Origin.of(name), problems);
        Mapping root = root(name, node, problems);
        for (SettingChange change : Overrides.read(overrides, problems)) {
            root = TreePath.change(root, change, problems);
        }
        List<Variation.Cell> cells = Variation.of(root, problems);
        List<Plan.Cell> specs = new ArrayList<>();
        ExperimentReader reader = new ExperimentReader(services, folder, problems);
        for (Variation.Cell cell : cells) {
            reader.read(cell.tree()).ifPresent(spec -> specs.add(new Plan.Cell(cell.factors(), spec)));
        }
        problems.throwIfAny();
        Mapping first = cells.getFirst().tree();
        if (specs.getFirst().spec().compare().widths().isPresent()) {
            Sizes found = sizes.apply(folder.orElseGet(() -> Path.of("")));
            first = solve(cells, specs, reader, resolved ? Optional.empty() : Optional.of(found), problems);
        }
        VaryEffectCheck.check(Variation.factors(root), specs, problems);
        problems.throwIfAny();
        return new Plan(
                List.copyOf(specs), Resolver.resolve(first, specs.getFirst().spec(), services), text);
    }

    /**
     * Gives arms the widths that {@code compare.widths} asks for.
     *
     * @param specs of the cells, which become those with the widths
     * @param sizes by which they are found; empty where the file says what was found
     * @return the tree of the first cell with them
     */
    private static Mapping solve(
            List<Variation.Cell> cells,
            List<Plan.Cell> specs,
            ExperimentReader reader,
            Optional<Sizes> sizes,
            Problems problems) {
        List<Map<String, Integer>> found = new ArrayList<>();
        List<Mapping> trees = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            int cell = i;
            Widths widths = new Widths(cells.get(i).tree(), specs.get(i).spec(), reader::arm, problems);
            Map<String, Integer> own = sizes.map(widths::find).orElseGet(() -> widths.known(cell));
            problems.throwIfAny();
            found.add(own);
            trees.add(widths.with(own));
        }
        CompareSpec compare = Widths.found(specs.getFirst().spec().compare(), found);
        for (int i = 0; i < cells.size(); i++) {
            ExperimentSpec solved = reader.read(trees.get(i)).orElseThrow(() -> new SpecException(problems.sorted()));
            specs.set(i, new Plan.Cell(cells.get(i).factors(), solved.with(compare)));
        }
        return trees.getFirst();
    }

    private static Mapping root(String name, Optional<Node> node, Problems problems) {
        if (node.isPresent() && node.get() instanceof Mapping map) {
            return map;
        }
        if (problems.isEmpty()) {
            Mark mark = node.map(Node::mark).orElseGet(() -> new Mark(name, 1, 1));
            boolean empty = node.isEmpty() || (node.get() instanceof Node.Scalar scalar && scalar.isNull());
            problems.add(
                    mark,
                    (empty
                                    ? "the file is empty"
                                    : "an experiment is a map, not "
                                            + node.orElseThrow().shown())
                            + "; it starts with `experiment: name`, then `data`, `arms` and so on");
        }
        throw new SpecException(problems.sorted());
    }

    /** What a file holds, or one mistake that says why it cannot be read. */
    static String text(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw mistake(file, "is a folder; give the experiment file in it" + filesIn(file));
            }
            if (!Files.exists(file)) {
                throw mistake(file, "there is no such file" + nearest(file));
            }
            // Not by its size: a pipe, as of `<(command)` in a shell, has none.
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
            if (bytes.length > MOST_BYTES) {
                throw mistake(file, "is too long; an experiment file has at most " + MOST_BYTES + " bytes");
            }
            return Utf8.decode(bytes, file.toString());
        } catch (IOException e) {
            throw mistake(file, "cannot be read: " + e.getMessage());
        }
    }

    private static SpecException mistake(Path file, String message) {
        return new SpecException(List.of(new Problem(new Mark(file.toString(), 1, 1), message)));
    }

    private static String filesIn(Path folder) throws IOException {
        List<String> files = yaml(folder);
        return files.isEmpty() ? "" : ": " + String.join(", ", files.subList(0, Math.min(8, files.size())));
    }

    private static String nearest(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        return folder == null || name == null || !Files.isDirectory(folder)
                ? ""
                : Suggestions.hint(name.toString(), yaml(folder));
    }

    private static List<String> yaml(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
