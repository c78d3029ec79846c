package dev.tenon.experiments.archive;

import dev.tenon.experiments.data.InputFile;
import dev.tenon.experiments.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metadata of an <a href="https://w3id.org/ro/crate/1.3">RO-Crate 1.3</a> by the profile <a
 * href="https://w3id.org/ro/wfrun/workflow/0.6">Workflow Run Crate 0.6</a>: the experiment is the workflow, Tenon its engine, and the
 * run an action that made the results.
 */
final class Crate {

    static final String FILE = "ro-crate-metadata.json";

    private static final String VERSION = "https://w3id.org/ro/crate/1.3";
    private static final String WORKFLOW = "run/experiment.yaml";
    private static final String ENGINE = "#tenon";
    private static final String LANGUAGE = "#tenon-experiment";

    private final About about;
    private final ArrayNode graph = Json.array();

    private Crate(About about) {
        this.about = about;
    }

    /**
     * The metadata.
     *
     * @param documents the paths of what is in the archive beside the run, but for the metadata itself
     */
    static byte[] of(About about, List<String> documents) {
        return new Crate(about).bytes(documents);
    }

    private byte[] bytes(List<String> documents) {
        ObjectNode root = Json.object();
        root.putArray("@context").add(VERSION + "/context").add("https://w3id.org/ro/terms/workflow-run/context");
        root.set("@graph", graph);
        ObjectNode descriptor = entity(FILE, "CreativeWork");
        reference(descriptor, "about", "./");
        reference(descriptor, "conformsTo", VERSION);
        dataset(documents);
        profile("https://w3id.org/ro/wfrun/process/0.6", "Process Run Crate", "0.6");
        profile("https://w3id.org/ro/wfrun/workflow/0.6", "Workflow Run Crate", "0.6");
        profile("https://w3id.org/workflowhub/workflow-ro-crate/1.1", "Workflow RO-Crate", "1.1");
        people();
        ObjectNode workflow = entity(WORKFLOW, "File", "SoftwareSourceCode", "ComputationalWorkflow");
        workflow.put("name", about.experiment()).put("encodingFormat", "application/yaml");
        reference(workflow, "programmingLanguage", LANGUAGE);
        reference(workflow, "softwareRequirements", ENGINE);
        entity(LANGUAGE, "ComputerLanguage").put("name", "Tenon experiment");
        entity(ENGINE, "SoftwareApplication").put("name", "Tenon").put("softwareVersion", about.version());
        action();
        for (String document : documents) {
            file(document);
        }
        for (String path : about.files()) {
            if (!("run/" + path).equals(WORKFLOW)) {
                ObjectNode file = file("run/" + path);
                if (isOfTheEngine(path)) {
                    reference(file, "about", "#run");
                }
            }
        }
        about.data()
                .forEach(set -> set.source().ifPresent(source -> {
                    ObjectNode data = entity(source.url(), "CreativeWork");
                    data.put("name", source.title()).put("license", source.licence());
                }));
        for (InputFile input : about.inputs().data().files()) {
            entity("#input-" + input.sha256(), "CreativeWork")
                    .put("name", input.path())
                    .put("identifier", "sha256:" + input.sha256());
        }
        return (Json.pretty(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void dataset(List<String> documents) {
        ObjectNode root = entity("./", "Dataset");
        root.put("name", about.title());
        root.put(
                "description",
                about.question().isEmpty()
                        ? about.comparison().conclusion()
                        : about.question() + " " + about.comparison().conclusion());
        root.put(
                "datePublished",
                about.circumstances()
                        .started()
                        .map(started -> started.toString().substring(0, "2000-01-01".length()))
                        .orElse("1970-01-01"));
        root.put("identifier", "sha256:" + about.digest());
        reference(root, "license", "LICENSE");
        ArrayNode profiles = root.putArray("conformsTo");
        for (String profile : List.of(
                "https://w3id.org/ro/wfrun/process/0.6",
                "https://w3id.org/ro/wfrun/workflow/0.6",
                "https://w3id.org/workflowhub/workflow-ro-crate/1.1")) {
            profiles.addObject().put("@id", profile);
        }
        ArrayNode parts = root.putArray("hasPart");
        documents.forEach(document -> parts.addObject().put("@id", document));
        about.files().forEach(path -> parts.addObject().put("@id", "run/" + path));
        reference(root, "mainEntity", WORKFLOW);
        reference(root, "mentions", "#run");
        if (!about.authors().isEmpty()) {
            ArrayNode authors = root.putArray("author");
            for (int i = 1; i <= about.authors().size(); i++) {
                authors.addObject().put("@id", "#author-" + i);
            }
        }
    }

    private void people() {
        for (int i = 0; i < about.authors().size(); i++) {
            entity("#author-" + (i + 1), "Person").put("name", about.authors().get(i));
        }
    }

    private void action() {
        ObjectNode action = entity("#run", "CreateAction");
        action.put("name", "The run of " + about.experiment());
        about.circumstances().started().ifPresent(started -> action.put("startTime", started.toString()));
        about.circumstances().ended().ifPresent(ended -> action.put("endTime", ended.toString()));
        reference(action, "instrument", WORKFLOW);
        ArrayNode objects = action.putArray("object");
        about.data()
                .forEach(set ->
                        set.source().ifPresent(source -> objects.addObject().put("@id", source.url())));
        about.inputs().data().files().forEach(input -> objects.addObject().put("@id", "#input-" + input.sha256()));
        ArrayNode results = action.putArray("result");
        about.files().stream()
                .filter(path -> !isOfTheEngine(path) && !("run/" + path).equals(WORKFLOW))
                .forEach(path -> results.addObject().put("@id", "run/" + path));
        reference(action, "actionStatus", "http://schema.org/CompletedActionStatus");
    }

    /** What is about the run and no result of it. */
    private static boolean isOfTheEngine(String path) {
        return List.of("environment.json", "timing.csv", "manifest.json", "inputs.json")
                .contains(path);
    }

    private void profile(String id, String name, String version) {
        entity(id, "CreativeWork").put("name", name).put("version", version);
    }

    private ObjectNode file(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        String format = switch (lower.substring(lower.lastIndexOf('.') + 1)) {
            case "json" -> "application/json";
            case "csv" -> "text/csv";
            case "html" -> "text/html";
            case "md" -> "text/markdown";
            case "tex" -> "application/x-tex";
            case "yaml", "cff" -> "application/yaml";
            case "txt", "license" -> "text/plain";
            default -> "application/octet-stream";
        };
        return entity(path, "File").put("name", path).put("encodingFormat", format);
    }

    private ObjectNode entity(String id, String... types) {
        for (int i = 0; i < graph.size(); i++) {
            if (graph.get(i).path("@id").asString("").equals(id)) {
                return (ObjectNode) graph.get(i); // Two data sets may have one source.
            }
        }
        ObjectNode entity = graph.addObject().put("@id", id);
        if (types.length == 1) {
            entity.put("@type", types[0]);
        } else {
            ArrayNode list = entity.putArray("@type");
            for (String type : types) {
                list.add(type);
            }
        }
        return entity;
    }

    private static void reference(ObjectNode from, String property, String id) {
        from.putObject(property).put("@id", id);
    }
}
