package dev.tenon.experiments.schema;

import dev.tenon.api.settings.Describe;
import dev.tenon.experiments.settings.SettingText;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.MeasureSpec;
import dev.tenon.experiments.spec.ReportSpec;
import dev.tenon.experiments.spec.SampleSpec;
import dev.tenon.experiments.spec.TermSpec;
import dev.tenon.experiments.spec.TrainSpec;
import dev.tenon.experiments.spec.TuneSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys of a file that hold others, for who asks what they are: from what reads them and what the schema says. */
public enum FileKey {
    DATA(
            "Data sets, by name.",
            "Each has a type and the settings of that type; `tenon describe TYPE` lists them.",
            List.of(),
            Map::of,
            """
            data:
              digits: {type: uci-digits}
            """),
    DEFAULTS("Settings that all arms inherit.", "", List.of(), Map::of, """
            defaults:
              data: digits
              train: {epochs: 2, loss: softmax-cross-entropy}
            """),
    ARMS("The architectures to compare, by name.", "", List.of(), ExperimentSchema::armKeys, """
            arms:
              small:
                layers: [{type: conv2d, filters: 4, kernel: 3, activation: relu}, global-max-pool, {type: dense, units: 10}]
              longer:
                like: small
                train: {epochs: 4}
            """),
    STAGES(
            "The networks of an arm that are trained in sequence.",
            "",
            ExperimentSchema.STAGE_NEEDS,
            ExperimentSchema::stageKeys,
            """
            arms:
              two-steps:
                stages:
                  - id: features
                    layers: [{type: conv2d, id: edges, filters: 4, kernel: 3}, flatten, {type: dense, units: 10}]
                  - layers: [{use: features.edges, frozen: true}, flatten, {type: dense, units: 10}]
            """),
    LAYERS(
            "The layers of a network, from input to output.",
            "Each is a type name, or a map with the type, its settings (`tenon describe TYPE`), and these keys.",
            List.of(),
            ExperimentSchema::layerKeys,
            """
            arms:
              small:
                layers:
                  - {type: conv2d, id: edges, filters: 4, kernel: 3, activation: relu}
                  - global-max-pool
                  - {type: dense, units: 10}
            """),
    TRAIN("How a network is trained; none for no training.", TrainSpec.class, """
            defaults:
              data: digits
              train: {epochs: 2, batch: 16, loss: softmax-cross-entropy, optimizer: {type: adam, rate: 0.002}}
            """),
    ANALYSES(
            "An analysis of each trained network; its tables are in the report, its numbers in the run.",
            "Each is a name, or a map of its type, that analysis's settings (`tenon describe TYPE`), and these.",
            List.of(),
            ExperimentSchema::analysisKeys,
            """
            analyses:
              - {type: knock-out, of: conv2d-1}
            """),
    TUNE(described(TuneSpec.class), TuneSpec.class, """
            tune: {over: {train.optimizer.rate: [0.0005, 0.002, 0.008]}, choose-by: validation.accuracy}
            """),
    OBJECTIVE(described(TermSpec.class) + " A list of terms.", TermSpec.class, """
            defaults:
              data: digits
              train:
                epochs: 2
                objective:
                  - {loss: softmax-cross-entropy}
                  - {penalty: l2, of: dense-1/kernel, weight: 0.001}
            """),
    SAMPLE(described(SampleSpec.class), SampleSpec.class, """
            defaults:
              data: digits
              train: {epochs: 2, loss: softmax-cross-entropy, sample: balanced}
            """),
    DESIGN(described(DesignSpec.class), DesignSpec.class, """
            design: {seeds: 10, vary: {train.examples: [50, 100]}}
            """),
    COMPARE(described(CompareSpec.class), CompareSpec.class, """
            compare: {primary: test.accuracy, relevant: 0.01}
            """),
    MEASURES(described(MeasureSpec.class), MeasureSpec.class, """
            compare:
              primary: test.top-3
              measures: {top-3: {metric: {type: top-k, k: 3}}}
            """),
    REPORT(described(ReportSpec.class), ReportSpec.class, """
            report: {images: 3}
            """);

    private static final String DEFINITIONS = "#/definitions/";

    private final String about;
    private final String more;
    /** When asked for: those of some keys name other keys. What is supplied is always the same. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Supplier<List<SettingText>> settings;

    private final String example;

    FileKey(String about, String more, List<String> needed, Supplier<Map<String, ObjectNode>> keys, String example) {
        this.about = about;
        this.more = more;
        this.settings = () -> keys.get().entrySet().stream()
                .map(key -> setting(key.getKey(), key.getValue(), needed))
                .toList();
        this.example = example;
    }

    FileKey(String about, Class<? extends Record> record, String example) {
        this.about = about;
        this.more = "";
        this.settings = () -> SettingText.of(record);
        this.example = example;
    }

    /** As a file has it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In a sentence. */
    public String about() {
        return about;
    }

    /** Another sentence; may be empty. */
    public String more() {
        return more;
    }

    /** What it holds; empty where its keys are names. */
    public List<SettingText> settings() {
        return settings.get();
    }

    /** A piece of a file. */
    public String example() {
        return example;
    }

    /** The key of a name. */
    public static Optional<FileKey> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
    }

    private static String described(Class<? extends Record> record) {
        return Optional.ofNullable(record.getAnnotation(Describe.class))
                .map(Describe::value)
                .orElse("");
    }

    private static SettingText setting(String key, ObjectNode schema, List<String> needed) {
        Optional<String> fallback = Optional.ofNullable(schema.get("default")).map(JsonNode::asString);
        return new SettingText(
                key,
                takes(schema),
                needed.contains(key),
                fallback,
                schema.path("description").asString(""));
    }

    /** What the schema lets a file write there, in words. */
    private static String takes(JsonNode schema) {
        if (schema.has("allOf")) {
            return takes(schema.get("allOf").get(0));
        }
        if (schema.has("anyOf")) {
            List<String> ways = StreamSupport.stream(schema.get("anyOf").spliterator(), false)
                    .map(FileKey::takes)
                    .distinct()
                    .toList();
            return String.join(" or ", ways);
        }
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asString().substring(DEFINITIONS.length());
            return of(name).map(key -> "what `tenon describe " + key.key() + "` says")
                    .orElse(name.equals("numbers") ? "nested lists of numbers" : "a " + name);
        }
        if (schema.has("const")) {
            return schema.get("const").asString();
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? "text" : type.asString("")) {
            case "array" -> "a list, each " + takes(schema.get("items"));
            case "object" -> "a map";
            case "boolean" -> "true or false";
            default -> "a text";
        };
    }
}
