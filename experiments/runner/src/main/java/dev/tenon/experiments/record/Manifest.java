package dev.tenon.experiments.record;

import dev.tenon.api.numerics.Contract;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The list of a run's files with their digests, sorted by path. Files that may differ from machine to machine (environment,
 * timing, log, report) are not in it.
 *
 * @param files by path
 */
record Manifest(Map<String, Entry> files) {

    static final String FILE = "manifest.json";
    static final String FORMAT = "tenon-run 1";

    /**
     * A file.
     *
     * @param path within the folder, with slashes
     * @param bytes its length
     * @param sha256 of its content
     */
    record Entry(String path, long bytes, String sha256) {}

    /** The manifest as it is written. */
    static String text(Collection<Entry> sorted) {
        return Json.pretty(node(sorted));
    }

    static ObjectNode node(Collection<Entry> sorted) {
        ObjectNode root = Json.object();
        root.put("format", FORMAT);
        root.put("numerics", Contract.NAME);
        ArrayNode files = root.putArray("files");
        for (Entry entry : sorted) {
            files.addObject()
                    .put("path", entry.path())
                    .put("bytes", entry.bytes())
                    .put("sha256", entry.sha256());
        }
        return root;
    }

    static Manifest parse(String where, byte[] bytes) {
        return of(Json.parse(where, bytes));
    }

    static Manifest of(JsonView root) {
        String where = root.where();
        String format = root.text("format");
        if (!format.equals(FORMAT)) {
            throw new BundleException(
                    where + ": has the format \"" + format + "\"; this version of Tenon reads \"" + FORMAT + "\"");
        }
        Map<String, Entry> files = new LinkedHashMap<>();
        root.list("files", file -> entry(where, file)).forEach(entry -> {
            if (files.put(entry.path(), entry) != null) {
                throw new BundleException(where + ": names " + entry.path() + " twice");
            }
        });
        return new Manifest(files);
    }

    private static Entry entry(String where, JsonView file) {
        String path = file.text("path");
        boolean inside = List.of(path.split("/", -1)).stream().allMatch(Manifest::isName);
        if (!inside) {
            throw new BundleException(where + ": names a file outside the folder: " + path);
        }
        return new Entry(path, file.size("bytes"), file.digest("sha256"));
    }

    /** Of a file or folder on any system, not of the folder above or of a drive. */
    private static boolean isName(String part) {
        return !part.isEmpty()
                && !part.equals(".")
                && !part.equals("..")
                && part.chars().noneMatch(c -> c == '\\' || c == ':' || c == 0);
    }
}
