package dev.tenon.experiments.schema;

import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Describe;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.ServiceEntry;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.settings.KebabCase;
import dev.tenon.experiments.settings.Setting;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.KernelLayout;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.spec.ReportSpec;
import dev.tenon.experiments.spec.TrainSpec;
import dev.tenon.experiments.spec.TuneSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of experiment files that name the services which are installed: JSON Schema, draft 7, the newest that every
 * YAML editor understands. It takes every file that {@code tenon check} takes, and refuses keys that are not there, values
 * of a wrong kind and names that nobody offers; what depends on other places of the file (names of arms, shapes) is left
 * to {@code check}. One exception: a setting that must be given counts as missing where {@code vary} alone gives it.
 *
 * <p>A service is chosen by {@code if} its type is this {@code then} it has these keys: editors complete the keys of the
 * one, and a mistake in it is reported once instead of once for each service that it is not.
 */
public final class ExperimentSchema {

    /** What says of a file that it is such a schema. */
    public static final String TITLE = "Tenon experiment";

    private static final Pattern USE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){1,2}");

    /** The keys that a stage must have. */
    static final List<String> STAGE_NEEDS = List.of("layers");

    private final Services services;
    private final ObjectNode root = SchemaNodes.object();
    private final ObjectNode definitions = SchemaNodes.object();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final SettingsSchema settings = new SettingsSchema(ExperimentSchema::definition);

    private ExperimentSchema(Services services) {
        this.services = services;
    }

    /** The schema of what is installed. */
    public static ExperimentSchema of(Services services) {
        ExperimentSchema schema = new ExperimentSchema(services);
        schema.build();
        return schema;
    }

    /** What is installed but left out, since it cannot be used: a line for each. */
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    /** The schema as a text in ASCII. */
    public String text() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
        return mapper.writeValueAsString(root) + "\n";
    }

    private static String definition(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void build() {
        for (Kind kind : List.of(
                Kind.LAYER,
                Kind.LOSS,
                Kind.PENALTY,
                Kind.METRIC,
                Kind.OPTIMIZER,
                Kind.SCHEDULE,
                Kind.INITIALIZER,
                Kind.AUGMENTATION,
                Kind.SECTION)) {
            definitions.set(definition(kind), part(kind));
        }
        definitions.set(definition(Kind.DATASET), part(Kind.DATASET));
        definitions.set("train", train());
        definitions.set("network-layer", networkLayer());
        definitions.set("block", block());
        definitions.set("again", again());
        definitions.set(
                "layers",
                nonEmpty(SchemaNodes.list(SchemaNodes.anyOf(List.of(
                        SchemaNodes.reference("network-layer"),
                        SchemaNodes.reference("block"),
                        SchemaNodes.reference("again"))))));
        definitions.set("stage", SchemaNodes.closed(stageKeys(), STAGE_NEEDS));
        definitions.set("arm", arm());

        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        keys.put(
                "experiment",
                SchemaNodes.described(
                        SchemaNodes.name(), "The name of the experiment; run folders are named after it."));
        keys.put(
                "question",
                SchemaNodes.described(
                        SchemaNodes.orNothing(SchemaNodes.text()),
                        "The question that the experiment answers; shown with the result."));
        keys.put(
                "data",
                SchemaNodes.described(
                        filled(SchemaNodes.mapOf(SchemaNodes.name(), SchemaNodes.reference(definition(Kind.DATASET)))),
                        FileKey.DATA.about()));
        keys.put(
                "defaults",
                SchemaNodes.described(
                        SchemaNodes.orNothing(SchemaNodes.closed(
                                ordered("data", dataName(), "train", SchemaNodes.reference("train")), List.of())),
                        FileKey.DEFAULTS.about()));
        keys.put(
                "arms",
                SchemaNodes.described(
                        filled(SchemaNodes.mapOf(SchemaNodes.name(), SchemaNodes.reference("arm"))),
                        FileKey.ARMS.about()));
        keys.put("tune", section(TuneSpec.class, tuned()));
        keys.put(
                "analyses",
                SchemaNodes.described(SchemaNodes.orNothing(SchemaNodes.list(analysis())), FileKey.ANALYSES.about()));
        keys.put("design", section(DesignSpec.class, varied()));
        keys.put("compare", section(CompareSpec.class, compared()));
        keys.put("report", section(ReportSpec.class, Map.of()));

        root.put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", TITLE)
                .put(
                        "description",
                        "The contents of an experiment file. Written by `tenon schema`; run it again when a"
                                + " plugin is added or removed.");
        root.setAll(SchemaNodes.closed(keys, List.of("experiment", "data", "arms")));
        root.set("definitions", definitions);
    }

    private static Map<String, ObjectNode> ordered(String a, ObjectNode first, String b, ObjectNode second) {
        Map<String, ObjectNode> map = new LinkedHashMap<>();
        map.put(a, first);
        map.put(b, second);
        return map;
    }

    private static ObjectNode nonEmpty(ObjectNode list) {
        return list.put("minItems", 1);
    }

    private static ObjectNode filled(ObjectNode map) {
        return map.put("minProperties", 1);
    }

    private static ObjectNode dataName() {
        return SchemaNodes.described(SchemaNodes.text(), "The name of a data set under `data`.");
    }

    /** A top-level key that holds a settings record, or nothing. */
    private ObjectNode section(Class<? extends Record> type, Map<String, ObjectNode> others) {
        Map<String, ObjectNode> keys = settings.properties(type);
        others.forEach((key, kind) -> kind.properties().forEach(word -> {
            ObjectNode property = keys.get(key);
            if (property != null) {
                property.set(word.getKey(), word.getValue());
            }
        }));
        Describe words = type.getAnnotation(Describe.class);
        return SchemaNodes.described(
                SchemaNodes.orNothing(SchemaNodes.closed(keys, SettingsSchema.required(type))),
                words == null ? "" : words.value());
    }

    /** Paths of what can vary. */
    private static Map<String, ObjectNode> varied() {
        return Map.of("vary", paths());
    }

    private static ObjectNode paths() {
        ObjectNode paths = SchemaNodes.object();
        paths.putObject("propertyNames").put("pattern", "^((data|defaults|arms|train)(\\.|$)|design\\.data-seed$)");
        return paths;
    }

    /** Paths of what an arm can have tuned, and the metrics that may decide. */
    private Map<String, ObjectNode> tuned() {
        List<String> names = services.names(Kind.METRIC).stream()
                .map(metric -> TuneSpec.SPLIT + metric)
                .toList();
        ObjectNode decides = SchemaNodes.orNothing(SchemaNodes.anyOf(List.of(
                SchemaNodes.oneOf(names),
                SchemaNodes.typed("string").put("pattern", "^validation\\.[A-Za-z0-9_-]{1,64}$"))));
        return ordered("over", tunedPaths(), "choose-by", decides);
    }

    private static ObjectNode tunedPaths() {
        ObjectNode paths = SchemaNodes.object();
        paths.putObject("propertyNames").put("pattern", "^(train|layers|stages)(\\.|$)");
        return paths;
    }

    /** Metrics are texts that name a split and a metric; levels are of what can vary. */
    private Map<String, ObjectNode> compared() {
        List<String> names = new ArrayList<>();
        for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
            services.names(Kind.METRIC).forEach(metric -> names.add(KebabCase.ofEnum(split) + "." + metric));
        }
        // Beside the metrics that are installed there are those that the file names under `measures`.
        ObjectNode name = SchemaNodes.anyOf(List.of(
                SchemaNodes.oneOf(names),
                SchemaNodes.typed("string").put("pattern", "^(test|validation|train)\\.[A-Za-z0-9_-]{1,64}$")));
        ObjectNode items = SchemaNodes.object();
        items.set("items", name);
        Map<String, ObjectNode> keys = ordered("primary", name, "metrics", items);
        keys.put("at", paths());
        return keys;
    }

    /** The services of a kind that take settings, by name, with the record of each; without those that cannot be used. */
    private Map<String, Class<? extends Record>> records(Kind kind) {
        Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
        for (String type : services.names(kind)) {
            try {
                Optional<ServiceEntry> offer = services.find(kind, type);
                if (offer.isPresent() && offer.get().instance() instanceof Configurable<?> service) {
                    settings.properties(service.settings());
                    records.put(type, service.settings());
                }
            } catch (PluginException e) {
                leftOut.add(String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException e) {
                leftOut.add(kind.noun() + " " + type + ": " + e.getMessage() + "; its author must correct that");
            }
        }
        return records;
    }

    private Map<String, String> descriptions(Kind kind, Set<String> types) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        for (String type : types) {
            String words = services.find(kind, type)
                    .map(found -> found.instance().getClass().getAnnotation(Describe.class))
                    .map(Describe::value)
                    .orElse("");
            descriptions.put(type, words);
        }
        return descriptions;
    }

    /** Names of services that need no settings, which may stand alone. */
    private ObjectNode bareNames(Kind kind, Map<String, Class<? extends Record>> records) {
        Set<String> bare = new LinkedHashSet<>();
        records.forEach((type, record) -> {
            if (SettingsSchema.required(record).isEmpty()) {
                bare.add(type);
            }
        });
        return SchemaNodes.oneOf(descriptions(kind, bare));
    }

    private ObjectNode typeKey(Kind kind, Map<String, Class<? extends Record>> records) {
        return SchemaNodes.described(
                SchemaNodes.oneOf(descriptions(kind, records.keySet())), "Which " + kind.noun() + ".");
    }

    /** A service with its settings, as the value of a setting: {@code relu}, or {@code {type: leaky-relu, slope: 0.1}}. */
    private ObjectNode part(Kind kind) {
        Map<String, Class<? extends Record>> records = records(kind);
        ObjectNode map = SchemaNodes.typed("object");
        map.putObject("properties").set("type", typeKey(kind, records));
        map.putArray("required").add("type");
        ArrayNode cases = map.putArray("allOf");
        Map<String, ObjectNode> changes = new TreeMap<>();
        records.forEach((type, record) -> {
            String name = definition(kind) + "." + type;
            Map<String, ObjectNode> keys = new LinkedHashMap<>();
            keys.put("type", SchemaNodes.constant(type));
            keys.putAll(settings.properties(record));
            Setting.keys(record).forEach(key -> changes.put(key, SchemaNodes.object()));
            definitions.set(name, SchemaNodes.closed(keys, SettingsSchema.required(record)));
            cases.add(SchemaNodes.when("type", SchemaNodes.constant(type), SchemaNodes.reference(name)));
        });
        definitions.set(definition(kind) + SettingsSchema.CHANGES, SchemaNodes.closed(changes, List.of()));
        return SchemaNodes.anyOf(List.of(bareNames(kind, records), map));
    }

    /** Settings of training. A stage, an arm and the defaults each give some of them, so that none must be given. */
    private ObjectNode train() {
        Map<String, ObjectNode> keys = settings.properties(TrainSpec.class);
        // A loss without its type changes the settings of the one in `defaults`, as an optimizer or a schedule does.
        keys.put("loss", SchemaNodes.described(settings.changeable(Kind.LOSS), "The loss to minimise."));
        return SchemaNodes.described(
                SchemaNodes.anyOf(List.of(SchemaNodes.constant("none"), SchemaNodes.closed(keys, List.of()))),
                FileKey.TRAIN.about());
    }

    /** The keys that all layers of a network have. */
    static Map<String, ObjectNode> layerKeys() {
        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        keys.put(
                "id",
                SchemaNodes.described(
                        SchemaNodes.name(), "The id by which other layers refer to its output or weights."));
        keys.put(
                "inputs",
                SchemaNodes.described(
                        SchemaNodes.anyOf(List.of(SchemaNodes.text(), SchemaNodes.list(SchemaNodes.text()))),
                        "The ids of its input layers, or image (default: the preceding layer)."));
        keys.put(
                "frozen",
                SchemaNodes.described(SchemaNodes.typed("boolean"), "Whether its weights are frozen.")
                        .put("default", false));
        ObjectNode numbers = SchemaNodes.reference("numbers");
        keys.put(
                "weights",
                SchemaNodes.described(
                        SchemaNodes.anyOf(List.of(numbers, SchemaNodes.mapOf(SchemaNodes.object(), numbers))),
                        "Fixed weights: nested lists for the kernel, or {kernel: …, bias: …}."));
        keys.put(
                "use",
                SchemaNodes.described(
                        SchemaNodes.anyOf(List.of(
                                SchemaNodes.typed("string").put("pattern", "^" + USE.pattern() + "$"),
                                usedRun(),
                                usedFile())),
                        "Another layer whose weights it takes: stage.layer, arm.stage.layer, one of a run, or tensors of a"
                                + " file that another program wrote."));
        return keys;
    }

    private static ObjectNode usedRun() {
        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        Keys.RUN.forEach(key -> keys.put(key, SchemaNodes.text()));
        return SchemaNodes.closed(keys, Keys.RUN);
    }

    private static ObjectNode usedFile() {
        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        keys.put("file", SchemaNodes.described(SchemaNodes.text(), "A file of safetensors or ONNX."));
        keys.put(
                "map",
                SchemaNodes.described(
                        SchemaNodes.mapOf(SchemaNodes.object(), SchemaNodes.text()),
                        "For each parameter of the layer, the name of the tensor that it takes."));
        ObjectNode layout = SchemaNodes.typed("string");
        KernelLayout.words().forEach(layout.putArray("enum")::add);
        keys.put(
                "layout",
                SchemaNodes.described(
                                layout,
                                "The order of a kernel's axes in the file: hwio as here and in Keras, oihw of PyTorch and"
                                        + " ONNX, iohw of their transposed convolutions.")
                        .put("default", "hwio"));
        keys.put(
                "flattened",
                SchemaNodes.described(
                        SchemaNodes.list(SchemaNodes.typed("integer")),
                        "[channels, height, width] of the image that was flattened, channels first, before a matrix."));
        return SchemaNodes.closed(keys, List.of("file", "map"));
    }

    /** A layer of a network: its type with its settings, or what it uses, and the keys that all have. */
    private ObjectNode networkLayer() {
        Map<String, Class<? extends Record>> records = records(Kind.LAYER);
        Map<String, ObjectNode> common = layerKeys();
        definitions.set(
                "numbers",
                nonEmpty(SchemaNodes.list(
                        SchemaNodes.anyOf(List.of(SchemaNodes.typed("number"), SchemaNodes.reference("numbers"))))));
        ObjectNode map = SchemaNodes.typed("object");
        ObjectNode known = map.putObject("properties");
        known.set("type", typeKey(Kind.LAYER, records));
        common.forEach(known::set);
        ArrayNode cases = map.putArray("allOf");
        Map<String, ObjectNode> using = new LinkedHashMap<>(common);
        using.remove("weights");
        ObjectNode used = SchemaNodes.when("use", SchemaNodes.typed("string"), SchemaNodes.closed(using, List.of()));
        used.putObject("else").putArray("required").add("type");
        cases.add(used);
        records.forEach((type, record) -> {
            String name = "network-layer." + type;
            Map<String, ObjectNode> keys = new LinkedHashMap<>();
            keys.put("type", SchemaNodes.constant(type));
            keys.putAll(settings.properties(record));
            keys.putAll(common);
            definitions.set(name, SchemaNodes.closed(keys, SettingsSchema.required(record)));
            cases.add(SchemaNodes.when("type", SchemaNodes.constant(type), SchemaNodes.reference(name)));
        });
        return SchemaNodes.anyOf(List.of(bareNames(Kind.LAYER, records), map));
    }

    /** The keys that all analyses have. */
    static Map<String, ObjectNode> analysisKeys() {
        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        keys.put(
                "name",
                SchemaNodes.described(
                        SchemaNodes.name(), "The name of its results; needed where two analyses have the same type."));
        keys.put(
                "arms",
                SchemaNodes.described(
                        SchemaNodes.anyOf(List.of(SchemaNodes.text(), SchemaNodes.list(SchemaNodes.text()))),
                        "The arms to analyse (default: all)."));
        return keys;
    }

    private ObjectNode analysis() {
        Map<String, Class<? extends Record>> records = records(Kind.ANALYSIS);
        ObjectNode map = SchemaNodes.typed("object");
        ObjectNode known = map.putObject("properties");
        known.set("type", typeKey(Kind.ANALYSIS, records));
        analysisKeys().forEach(known::set);
        map.putArray("required").add("type");
        ArrayNode cases = map.putArray("allOf");
        records.forEach((type, record) -> {
            String name = definition(Kind.ANALYSIS) + "." + type;
            Map<String, ObjectNode> keys = new LinkedHashMap<>();
            keys.put("type", SchemaNodes.constant(type));
            keys.putAll(settings.properties(record));
            keys.putAll(analysisKeys());
            definitions.set(name, SchemaNodes.closed(keys, SettingsSchema.required(record)));
            cases.add(SchemaNodes.when("type", SchemaNodes.constant(type), SchemaNodes.reference(name)));
        });
        return SchemaNodes.anyOf(List.of(bareNames(Kind.ANALYSIS, records), map));
    }

    /** Several layers under one name, perhaps several times. */
    private static ObjectNode block() {
        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        Map<String, ObjectNode> layer = layerKeys();
        keys.put(
                "id", SchemaNodes.described(SchemaNodes.name(), "The id of the block and of its last layer's output."));
        keys.put("inputs", Objects.requireNonNull(layer.get("inputs")));
        keys.put(
                "layers",
                SchemaNodes.described(
                        SchemaNodes.reference("layers"), "Its layers; among them `input` is the input of the block."));
        keys.put(
                "repeat",
                SchemaNodes.described(
                                SchemaNodes.typed("integer").put("minimum", 1),
                                "Number of repetitions in sequence, each with its own weights.")
                        .put("default", 1));
        return SchemaNodes.closed(keys, List.of("layers"));
    }

    /** A layer or block applied once more. */
    private static ObjectNode again() {
        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        Map<String, ObjectNode> layer = layerKeys();
        keys.put("id", Objects.requireNonNull(layer.get("id")));
        keys.put("inputs", Objects.requireNonNull(layer.get("inputs")));
        keys.put(
                "again",
                SchemaNodes.described(
                        SchemaNodes.name(), "An earlier layer or block to apply again with the same weights."));
        return SchemaNodes.closed(keys, List.of("again"));
    }

    /** The keys of a stage. */
    static Map<String, ObjectNode> stageKeys() {
        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        keys.put("id", SchemaNodes.described(SchemaNodes.name(), "The id by which other stages refer to its layers."));
        keys.put("data", dataName());
        keys.put("inputs", networkInputs());
        keys.put("layers", SchemaNodes.reference("layers"));
        keys.put("train", SchemaNodes.reference("train"));
        return keys;
    }

    private static ObjectNode networkInputs() {
        return SchemaNodes.described(
                SchemaNodes.anyOf(List.of(SchemaNodes.name(), nonEmpty(SchemaNodes.list(SchemaNodes.name())))),
                "The input columns of the network (default: image).");
    }

    /** The keys of an arm. */
    static Map<String, ObjectNode> armKeys() {
        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        keys.put(
                "like",
                SchemaNodes.described(
                        SchemaNodes.text(), "The arm to inherit from; its own settings take precedence."));
        keys.put("inputs", networkInputs());
        keys.put("layers", SchemaNodes.described(SchemaNodes.reference("layers"), "Its layers, from input to output."));
        keys.put(
                "stages",
                SchemaNodes.described(
                        SchemaNodes.anyOf(List.of(
                                nonEmpty(SchemaNodes.list(SchemaNodes.reference("stage"))),
                                SchemaNodes.constant("none"))),
                        "Networks to train in sequence; `none` makes one network of the inherited arm's stages."));
        keys.put("data", dataName());
        keys.put("train", SchemaNodes.reference("train"));
        ObjectNode own = Objects.requireNonNull(new SettingsSchema(ExperimentSchema::definition)
                .properties(TuneSpec.class)
                .get("over"));
        tunedPaths().properties().forEach(word -> own.set(word.getKey(), word.getValue()));
        keys.put(
                "tune",
                SchemaNodes.described(
                        SchemaNodes.anyOf(List.of(
                                SchemaNodes.constant("none"), SchemaNodes.closed(Map.of("over", own), List.of()))),
                        "none for an arm that is not tuned, or further settings to tune in this arm."));
        keys.put(
                "set",
                SchemaNodes.described(
                        SchemaNodes.mapOf(
                                SchemaNodes.typed("string").put("pattern", "^(layers|stages)(\\.|$)"),
                                SchemaNodes.object()),
                        "Changes to the inherited arm, such as {layers.0.frozen: false}."));
        return keys;
    }

    private static ObjectNode arm() {
        ObjectNode arm = SchemaNodes.closed(armKeys(), List.of());
        arm.set(
                "anyOf",
                SchemaNodes.value(Arrays.stream(new String[] {"layers", "stages", "like"})
                        .map(key -> Map.of("required", List.of(key)))
                        .toList()));
        return arm;
    }
}
