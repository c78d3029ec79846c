package dev.tenon.experiments.record;

import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.record.Inputs.ModuleInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run began with ({@code begun.json}, until the run is whole): the digests of its experiment and inputs, and where to find
 * them.
 *
 * @param digest says which run it is: the same for all processes that began with the same experiment, code and data, whichever of
 *     its trials they run
 * @param files that were there when the first trial began
 * @param folder of the experiment file; relative paths of data are seen from there
 * @param builds the jars of Tenon's own modules, with their digests
 */
public record Beginning(String digest, Manifest files, Path folder, List<ModuleInput> builds) {

    static final String FILE = "begun.json";

    private static final String FORMAT = "tenon-begun 2";

    String text() {
        ObjectNode root = Json.object();
        root.put("format", FORMAT);
        root.put("run", digest);
        root.put("folder", folder.toString());
        Inputs.put(root.putArray("builds"), builds);
        root.set("began-with", Manifest.node(files.files().values()));
        return Json.pretty(root);
    }

    /**
     * What the run in a folder began with.
     *
     * @throws BundleException if the folder does not say that, or a file was changed since
     */
    static Beginning read(Path run) {
        Path file = run.resolve(FILE);
        try {
            if (!Files.isRegularFile(file)) {
                throw new BundleException(run
                        + ": was interrupted before its first trial began, so there is nothing to continue; remove the "
                        + "folder and run the experiment again");
            }
            JsonView root = Json.parse(file.toString(), Files.readAllBytes(file));
            String format = root.text("format");
            if (!format.equals(FORMAT)) {
                throw new BundleException(
                        file + ": has the format \"" + format + "\"; this version of Tenon reads \"" + FORMAT + "\"");
            }
            Beginning beginning = new Beginning(
                    root.digest("run"),
                    Manifest.of(root.get("began-with")),
                    Path.of(root.text("folder")),
                    Inputs.modules(root, "builds"));
            for (Manifest.Entry entry : beginning.files.files().values()) {
                Path began = run.resolve(entry.path());
                if (!Files.isRegularFile(began) || !Digests.of(began).equals(entry.sha256())) {
                    throw new BundleException(
                            began
                                    + ": was changed since the run began; restore it, or run the experiment again in another folder");
                }
            }
            return beginning;
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
