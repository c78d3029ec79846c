package dev.tenon.experiments.record;

import dev.tenon.api.data.DataSource;
import dev.tenon.api.numerics.Contract;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.DataInputs.Draw;
import dev.tenon.experiments.data.DataInputs.Drawn;
import dev.tenon.experiments.data.DataInputs.LoadedColumn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.data.InputFile;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run's results depend on besides the experiment file ({@code inputs.json}).
 *
 * @param framework Tenon's own modules, with the digests of their jars where they are in jars
 * @param plugins modules from elsewhere whose services were used, with the digest of their jar
 * @param unused modules whose services the file names, but nothing that a result depends on uses
 * @param data files that data sets read, the data sets as loaded, and what is to be known about them
 */
public record Inputs(
        List<ModuleInput> framework, List<ModuleInput> plugins, List<ModuleInput> unused, DataInputs data) {

    static final String FILE = "inputs.json";

    private static final String UNUSED = "unused-plugins";

    /**
     * A module.
     *
     * @param name of the module
     * @param version where it has one
     * @param jar the file's name without its folder
     * @param sha256 of the jar
     */
    public record ModuleInput(String name, Optional<String> version, Optional<String> jar, Optional<String> sha256) {}

    String text() {
        ObjectNode root = Json.object();
        root.put("numerics", Contract.NAME);
        put(root.putArray("framework"), framework);
        put(root.putArray("plugins"), plugins);
        if (!unused.isEmpty()) {
            put(root.putArray(UNUSED), unused);
        }
        ArrayNode files = root.putArray("data");
        data.files().stream()
                .sorted(Comparator.comparing(InputFile::path))
                .forEach(file -> files.addObject()
                        .put("path", file.path())
                        .put("bytes", file.bytes())
                        .put("sha256", file.sha256()));
        ArrayNode sets = root.putArray("data-sets");
        data.sets().forEach(set -> {
            ObjectNode node = sets.addObject().put("name", set.name()).put("examples", set.examples());
            ArrayNode columns = node.putArray("columns");
            set.columns()
                    .forEach(column ->
                            columns.addObject().put("name", column.name()).put("numbers", column.numbers()));
            if (!set.type().isEmpty()) {
                node.put("type", set.type());
            }
            set.source()
                    .ifPresent(source -> node.put("source", source.title())
                            .put("url", source.url())
                            .put("licence", source.licence()));
            node.put("sha256", set.sha256());
            if (set.train() > 0) {
                node.put("train", set.train());
            }
            if (!set.draws().isEmpty()) {
                node.put("drawn", set.drawn().name().toLowerCase(Locale.ROOT));
                ArrayNode draws = node.putArray("draws");
                set.draws()
                        .forEach(draw -> draws.addObject()
                                .put("seed", draw.seed())
                                .put("train", draw.train())
                                .put("validation", draw.validation())
                                .put("test", draw.test())
                                .put("sha256", draw.sha256()));
            }
        });
        ArrayNode notes = root.putArray("notes");
        data.notes().forEach(notes::add);
        return Json.pretty(root);
    }

    /** What all processes that run a part of the trials have in common: data as the first seed draws them. */
    Inputs common(Plan plan) {
        DesignSpec design = plan.first().design();
        long draw = design.dataDraw(design.seeds().values().getFirst());
        List<LoadedSet> sets = data.sets().stream()
                .map(set -> set.as(draw))
                .distinct()
                .sorted(Comparator.comparing(LoadedSet::name).thenComparing(LoadedSet::sha256))
                .toList();
        return new Inputs(framework, plugins, unused, new DataInputs(data.files(), sets, List.of()));
    }

    static void put(ArrayNode array, List<ModuleInput> modules) {
        modules.stream().sorted(Comparator.comparing(ModuleInput::name)).forEach(module -> {
            ObjectNode node = array.addObject().put("module", module.name());
            module.version().ifPresent(version -> node.put("version", version));
            module.jar().ifPresent(jar -> node.put("jar", jar));
            module.sha256().ifPresent(digest -> node.put("sha256", digest));
        });
    }

    /** All whose code may run where the file is read: used or not. */
    static List<ModuleInput> plugins(JsonView root) {
        List<ModuleInput> all = new ArrayList<>(modules(root, "plugins"));
        all.addAll(unused(root));
        return all;
    }

    private static List<ModuleInput> unused(JsonView root) {
        return root.has(UNUSED) ? modules(root, UNUSED) : List.of();
    }

    static List<ModuleInput> modules(JsonView root, String key) {
        return root.list(
                key,
                module -> new ModuleInput(
                        module.text("module"),
                        optional(module, "version"),
                        optional(module, "jar"),
                        optional(module, "sha256")));
    }

    private static Optional<String> optional(JsonView module, String key) {
        return module.has(key) ? Optional.of(module.text(key)) : Optional.empty();
    }

    static Inputs of(JsonView root) {
        return new Inputs(modules(root, "framework"), modules(root, "plugins"), unused(root), data(root));
    }

    /**
     * What differs from the inputs of an earlier run, a line each: what was other than it is, what is missing, what is new.
     * Notes are left out; they follow from the rest. Tenon's own modules are compared by their versions; what is another build of one
     * version, {@link #otherBuilds} says.
     */
    public List<String> differences(Inputs before) {
        List<String> lines = new ArrayList<>();
        differences(lines, versions(before.framework), versions(framework));
        differences(lines, modules("the plugin ", before.plugins), modules("the plugin ", plugins));
        differences(lines, files(before.data), files(data));
        differences(lines, sets(before.data), sets(data));
        return lines;
    }

    /**
     * Which of Tenon's own modules are of the same version and yet other jars than in an earlier run, a line each; none where either
     * does not say which jar it was.
     */
    public List<String> otherBuilds(Inputs before) {
        return otherBuilds(before.framework, framework);
    }

    private static List<String> otherBuilds(List<ModuleInput> before, List<ModuleInput> now) {
        List<String> lines = new ArrayList<>();
        for (ModuleInput was : before) {
            now.stream()
                    .filter(is -> is.name().equals(was.name())
                            && is.version().equals(was.version())
                            && was.sha256().isPresent()
                            && is.sha256().isPresent()
                            && !was.sha256().equals(is.sha256()))
                    .forEach(is -> lines.add("module " + was.name() + " was the jar with SHA-256 "
                            + was.sha256().orElseThrow() + " and is the jar with SHA-256 "
                            + is.sha256().orElseThrow()));
        }
        return lines;
    }

    /** What differs between the jars of Tenon's own modules, a line each. */
    static List<String> builds(List<ModuleInput> before, List<ModuleInput> now) {
        List<String> lines = new ArrayList<>();
        differences(lines, modules("module ", before), modules("module ", now));
        return lines;
    }

    private static Map<String, String> versions(List<ModuleInput> framework) {
        return modules(
                "module ",
                framework.stream()
                        .map(module ->
                                new ModuleInput(module.name(), module.version(), Optional.empty(), Optional.empty()))
                        .toList());
    }

    private static void differences(List<String> lines, Map<String, String> before, Map<String, String> now) {
        before.forEach((name, was) -> {
            String is = now.get(name);
            if (is == null) {
                lines.add(name + " was used then and is not now: it was " + was);
            } else if (!is.equals(was)) {
                lines.add(name + " was " + was + " and is " + is);
            }
        });
        now.forEach((name, is) -> {
            if (!before.containsKey(name)) {
                lines.add(name + " is used now and was not then: it is " + is);
            }
        });
    }

    private static Map<String, String> modules(String what, List<ModuleInput> modules) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        modules.forEach(module -> all.computeIfAbsent(what + module.name(), name -> new ArrayList<>())
                .add(module.sha256()
                        .map(sha -> "the jar with SHA-256 " + sha)
                        .orElseGet(() -> module.version()
                                .map(version -> "version " + version)
                                .orElse("of no version"))));
        return joined(all);
    }

    private static Map<String, String> files(DataInputs data) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        data.files()
                .forEach(file -> all.computeIfAbsent("the file " + file.path(), name -> new ArrayList<>())
                        .add("one with SHA-256 " + file.sha256()));
        return joined(all);
    }

    private static Map<String, String> sets(DataInputs data) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        data.sets()
                .forEach(set -> all.computeIfAbsent("the data set " + set.name(), name -> new ArrayList<>())
                        .add(set.examples() + " examples with SHA-256 " + set.sha256()));
        return joined(all);
    }

    private static Map<String, String> joined(Map<String, List<String>> all) {
        Map<String, String> joined = new LinkedHashMap<>();
        all.forEach((name, values) -> joined.put(name, values.stream().sorted().collect(Collectors.joining(", "))));
        return joined;
    }

    private static DataSource source(String title, String url, String licence, JsonView set) {
        try {
            return new DataSource(title, url, licence);
        } catch (IllegalArgumentException e) {
            throw set.wrong("an object whose source, url and licence are texts");
        }
    }

    private static Draw draw(JsonView draw) {
        return new Draw(
                draw.whole("seed"),
                draw.count("train"),
                draw.count("validation"),
                draw.count("test"),
                draw.digest("sha256"));
    }

    static DataInputs data(JsonView root) {
        return new DataInputs(
                root.list("data", file -> new InputFile(file.text("path"), file.digest("sha256"), file.size("bytes"))),
                root.list(
                        "data-sets",
                        set -> new LoadedSet(
                                set.text("name"),
                                set.count("examples"),
                                set.list(
                                        "columns",
                                        column -> new LoadedColumn(column.text("name"), column.count("numbers"))),
                                set.digest("sha256"),
                                set.has("drawn") ? set.choice("drawn", Drawn.class) : Drawn.NOTHING,
                                set.has("draws") ? set.list("draws", Inputs::draw) : List.of(),
                                set.has("type") ? set.text("type") : "",
                                set.has("source")
                                        ? Optional.of(
                                                source(set.text("source"), set.text("url"), set.text("licence"), set))
                                        : Optional.empty(),
                                set.has("train") ? set.count("train") : 0)),
                root.list("notes", JsonView::text));
    }
}
