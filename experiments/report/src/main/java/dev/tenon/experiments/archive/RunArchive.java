package dev.tenon.experiments.archive;

import dev.tenon.experiments.export.FixedZip;
import dev.tenon.experiments.record.Circumstances;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run as one file to be handed on: its folder, and documents for readers, repositories and programs. Two archives of one run are the
 * same bytes: nothing in it is of the time or the machine at which it was made.
 */
public final class RunArchive {

    /** The folder of the run in an archive. */
    public static final String RUN = "run";

    private RunArchive() {}

    /**
     * Writes an archive.
     *
     * @param zip a file that is not there yet; it appears when it is whole
     * @param title of the archive
     * @param authors as they are to be named
     * @param licence an SPDX identifier, if one was chosen
     * @param result with tensors
     */
    public static void write(
            Path zip,
            String title,
            List<String> authors,
            Optional<String> licence,
            String version,
            RunReader run,
            ExperimentResult result,
            ExperimentComparison comparison)
            throws IOException {
        List<String> files = files(run);
        About about = new About(
                title,
                authors,
                licence,
                version,
                RunReader.manifest(run.folder()).sha256(),
                run,
                files,
                Circumstances.of(run.folder()),
                result,
                comparison);
        Map<String, byte[]> documents = documents(about);
        Path part = zip.resolveSibling(zip.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part));
                FixedZip archive = new FixedZip(out)) {
            for (Map.Entry<String, byte[]> document : documents.entrySet()) {
                archive.add(document.getKey(), document.getValue());
            }
            for (String path : files) {
                archive.add(RUN + "/" + path, run.folder().resolve(path));
            }
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, zip, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the manifest names, the manifest, and what else Tenon wrote that is worth having; a log is of the machine alone. */
    private static List<String> files(RunReader run) {
        List<String> files = new ArrayList<>(run.paths());
        for (String more : List.of("manifest.json", "environment.json", "timing.csv", "report.html", "summary.txt")) {
            if (Files.isRegularFile(run.folder().resolve(more))) {
                files.add(more);
            }
        }
        files.sort(String::compareTo);
        return List.copyOf(files);
    }

    /** All but the run, by path, sorted. */
    private static Map<String, byte[]> documents(About about) {
        Documents texts = new Documents(about);
        Statements statements = new Statements(about);
        Map<String, byte[]> documents = new TreeMap<>();
        documents.put("README.md", texts.readme());
        documents.put("CHECKLIST.md", new Checklist(about).bytes());
        documents.put("results.md", texts.results());
        documents.put("results.tex", texts.latex());
        about.comparison().arms().forEach(arm -> documents.put("models/" + arm + ".md", texts.card(arm)));
        documents.put("provenance.intoto.json", statements.provenance());
        documents.put("CITATION.cff", statements.citation());
        documents.put("LICENSE", statements.licence());
        byte[] crate = Crate.of(about, List.copyOf(documents.keySet()));
        documents.put(Crate.FILE, crate);
        return new LinkedHashMap<>(documents);
    }
}
