package dev.tenon.experiments.archive;

import dev.tenon.api.numerics.Contract;
import dev.tenon.experiments.data.InputFile;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What programs read of where an archive comes from, and how it is cited. */
record Statements(About about) {

    private static final String BUILD_TYPE = "https://tenon.dev/run/v1";

    /**
     * An <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">in-toto statement</a> with a predicate of <a
     * href="https://slsa.dev/spec/v1.0/provenance">SLSA provenance 1</a>, not signed: who signs it says that it is so.
     */
    byte[] provenance() {
        ObjectNode root = Json.object();
        root.put("_type", "https://in-toto.io/Statement/v1");
        root.putArray("subject")
                .addObject()
                .put("name", "run/manifest.json")
                .putObject("digest")
                .put("sha256", about.digest());
        root.put("predicateType", "https://slsa.dev/provenance/v1");
        ObjectNode predicate = root.putObject("predicate");
        ObjectNode definition = predicate.putObject("buildDefinition");
        definition.put("buildType", BUILD_TYPE);
        definition
                .putObject("externalParameters")
                .put("experiment", about.experiment())
                .put("resolved", "run/resolved.yaml");
        definition.putObject("internalParameters").put("numerics", Contract.NAME);
        ArrayNode made = definition.putArray("resolvedDependencies");
        Inputs inputs = about.inputs();
        for (Inputs.ModuleInput module : Stream.of(inputs.framework(), inputs.plugins())
                .flatMap(List::stream)
                .toList()) {
            ObjectNode node = made.addObject()
                    .put(
                            "name",
                            module.name()
                                    + module.version()
                                            .map(version -> "@" + version)
                                            .orElse(""));
            module.sha256().ifPresent(sha256 -> node.putObject("digest").put("sha256", sha256));
        }
        for (InputFile file : inputs.data().files()) {
            made.addObject().put("name", file.path()).putObject("digest").put("sha256", file.sha256());
        }
        about.circumstances()
                .commit()
                .ifPresent(commit -> made.addObject()
                        .put("name", "the folder of the experiment")
                        .putObject("digest")
                        .put("gitCommit", commit));
        ObjectNode details = predicate.putObject("runDetails");
        details.putObject("builder")
                .put("id", "https://tenon.dev/")
                .putObject("version")
                .put("tenon", about.version());
        ObjectNode metadata = details.putObject("metadata").put("invocationId", "sha256:" + about.digest());
        about.circumstances().started().ifPresent(started -> metadata.put("startedOn", started.toString()));
        about.circumstances().ended().ifPresent(ended -> metadata.put("finishedOn", ended.toString()));
        return bytes(Json.pretty(root));
    }

    /** A <a href="https://citation-file-format.github.io">citation file</a>. */
    byte[] citation() {
        StringBuilder text = new StringBuilder("cff-version: 1.2.0\n");
        text.append("message: If you use this run, please cite it as below.\ntype: dataset\n");
        text.append("title: ").append(Json.quoted(about.title())).append('\n');
        text.append("authors:\n");
        for (String author :
                about.authors().isEmpty() ? List.of("The authors of " + about.experiment()) : about.authors()) {
            text.append("  - name: ").append(Json.quoted(author)).append('\n');
        }
        if (!about.question().isEmpty()) {
            text.append("abstract: ").append(Json.quoted(about.question())).append('\n');
        }
        about.circumstances()
                .started()
                .ifPresent(started -> text.append("date-released: ")
                        .append(started.toString(), 0, "2000-01-01".length())
                        .append('\n'));
        about.licence()
                .ifPresent(licence -> text.append("license: ").append(licence).append('\n'));
        text.append("identifiers:\n  - type: other\n    value: ")
                .append(Json.quoted("sha256:" + about.digest()))
                .append("\n    description: SHA-256 of the run's manifest\n");
        return bytes(text.toString());
    }

    /** What one may do with the archive, as its author said. */
    byte[] licence() {
        String own = about.licence()
                .map(licence -> "SPDX-License-Identifier: " + licence + "\nhttps://spdx.org/licenses/" + licence
                        + ".html\n\nThis run, its weights and its results are under the licence above.\n")
                .orElse("No licence was named when this archive was made: all rights are reserved by its authors.\n");
        StringBuilder text = new StringBuilder(own);
        about.data()
                .forEach(set -> set.source()
                        .ifPresent(source -> text.append("\nThe data set ")
                                .append(set.name())
                                .append(" is ")
                                .append(source.title())
                                .append(", ")
                                .append(source.url())
                                .append(", under ")
                                .append(source.licence())
                                .append(".\n")));
        return bytes(text.toString());
    }

    private static byte[] bytes(String text) {
        return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
