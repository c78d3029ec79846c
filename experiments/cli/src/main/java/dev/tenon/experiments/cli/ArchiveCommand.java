package dev.tenon.experiments.cli;

import dev.tenon.experiments.archive.RunArchive;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.session.Reporter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon archive}. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs a run into one file to hand on: to reviewers, a repository or an artifact committee.",
            "",
            "Besides the run folder the archive contains a README with the verdict and how to verify it, tables of results in Markdown and",
            "LaTeX, a card for each arm's network, answers to a conference's checklist as far as the run gives them, and for programs",
            "RO-Crate 1.3 metadata (Workflow Run Crate 0.6), an in-toto statement with SLSA provenance, and CITATION.cff. Two archives",
            "of one run have the same bytes. `tenon verify` reads an archive without unpacking it.",
            "",
            "It contains environment.json, which says where the experiment was run, but not the log."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon archive runs/digits-1",
            "  tenon archive runs/digits-1 --out digits.zip --author \"Ada Lovelace\" --licence CC-BY-4.0",
            "  tenon verify digits.zip --all"
        })
final class ArchiveCommand implements Callable<Integer> {

    private static final Pattern SPDX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{1,63}");

    @Parameters(paramLabel = "RUN", description = "A finished run folder.")
    private Path run = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The archive to write; a new file (default: the run folder's name with .zip).")
    private @Nullable Path out;

    @Option(names = "--title", paramLabel = "TEXT", description = "Title (default: the experiment's name).")
    private @Nullable String title;

    @Option(names = "--author", paramLabel = "NAME", description = "Name of an author to cite. Repeatable.")
    private List<String> authors = new ArrayList<>();

    @Option(
            names = {"--licence", "--license"},
            paramLabel = "SPDX",
            description = "Licence as an SPDX identifier, such as CC-BY-4.0 (default: none).")
    private @Nullable String licence;

    @Inject
    private Console console;

    @Inject
    private PlanReader reader;

    @Inject
    private Reporter reporter;

    @Override
    public Integer call() throws IOException {
        if (licence != null && !SPDX.matcher(licence).matches()) {
            throw new UsageException("--licence takes an SPDX identifier (spdx.org/licenses), such as CC-BY-4.0, not \""
                    + licence + "\"");
        }
        if (authors.stream().anyMatch(String::isBlank) || (title != null && title.isBlank())) {
            throw new UsageException("--author and --title take words that are not blank");
        }
        RunReader saved = RunReader.open(run);
        Path zip = out == null ? Path.of(run.toAbsolutePath().normalize().getFileName() + ".zip") : out;
        if (Files.exists(zip)) {
            throw new UsageException(zip + ": exists already; name another file with --out, or remove it");
        }
        List<String> differences = saved.verify();
        if (!differences.isEmpty()) {
            throw new UsageException(differences.getFirst()
                    + (differences.size() == 1 ? "" : " (and " + (differences.size() - 1) + " more)")
                    + "; a run that was changed is not archived");
        }
        ExperimentResult result = SavedRun.read(run, reader, true).result();
        RunArchive.write(
                zip,
                title == null ? result.plan().first().name() : title,
                authors,
                Optional.ofNullable(licence),
                Version.tenon(),
                saved,
                result,
                reporter.compare(result));
        console.out().println(zip);
        return Exit.OK;
    }
}
