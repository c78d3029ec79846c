package dev.tenon.experiments.archive;

import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.report.Report;
import dev.tenon.experiments.report.ShownTable;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.stats.ArmSummary;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people read in an archive. */
record Documents(About about) {

    static final String AUTHORS = "The authors should say.";

    /** What the archive is, what was found, and how to find out whether that is so. */
    byte[] readme() {
        Markdown text = new Markdown().heading(1, about.title());
        if (!about.question().isEmpty()) {
            text.paragraph(ShownTable.markdown(about.question()));
        }
        text.paragraph("**" + ShownTable.markdown(about.comparison().conclusion()) + "**");
        text.points(
                about.comparison().caveats().stream().map(ShownTable::markdown).toList());
        text.heading(2, "Is that so?");
        text.paragraph(
                "With Tenon " + about.version() + " and Java 25 or later, where this archive is called ARCHIVE.zip:");
        text.code(
                "tenon verify ARCHIVE.zip          every file, and code and data, are those of the run",
                "tenon verify ARCHIVE.zip --all    every trial is redone and compared to the bit");
        text.paragraph(effort());
        text.paragraph(
                about.isSelfContained()
                        ? "All data come with Tenon or are generated: nothing else is needed."
                        : "The data are not in this archive. `run/inputs.json` names each file with its SHA-256; name the folder that the experiment's paths are relative to with `--folder`.");
        text.paragraph("The run's digest, SHA-256 of `run/manifest.json`, is `" + about.digest() + "`.");
        text.heading(2, "What is here");
        text.table(List.of("file", "what it is"), contents());
        return text.bytes();
    }

    private List<List<String>> contents() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "run/", "the run folder as Tenon wrote it; `tenon show`, `compare` and `predict` read it unpacked"));
        rows.add(List.of("run/experiment.yaml", "the experiment, resolved.yaml with every default filled in"));
        rows.add(List.of("results.md, results.tex", "the tables of results"));
        rows.add(List.of("models/", "a card for each arm's network; the weights are in run/weights/"));
        rows.add(List.of("CHECKLIST.md", "answers to a conference's checklist, as far as the run gives them"));
        rows.add(List.of("ro-crate-metadata.json", "all of this for programs: RO-Crate 1.3, Workflow Run Crate 0.6"));
        rows.add(List.of("provenance.intoto.json", "what was made from what: in-toto statement, SLSA provenance 1"));
        rows.add(List.of("CITATION.cff, LICENSE", "how to cite it, and its licence"));
        return rows;
    }

    /** What it takes to run all again. */
    private String effort() {
        List<String> parts = new ArrayList<>();
        about.circumstances()
                .seconds()
                .ifPresent(seconds -> parts.add("The run took " + time(seconds)
                        + about.circumstances()
                                .threads()
                                .map(threads -> " with " + threads + (threads == 1 ? " thread" : " threads"))
                                .orElse("")
                        + about.circumstances()
                                .cpu()
                                .map(cpu -> " on " + ShownTable.markdown(cpu))
                                .orElse("")));
        about.circumstances()
                .trialSeconds()
                .ifPresent(seconds -> parts.add("its " + about.result().trials().size() + " trials took "
                        + time(seconds) + " one after the other"));
        about.circumstances().memory().ifPresent(mib -> parts.add("Java had " + mib + " MiB of memory at most"));
        return parts.isEmpty() ? "How long it took is not recorded." : String.join("; ", parts) + ".";
    }

    private static String time(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }

    /** The tables in Markdown. */
    byte[] results() {
        Markdown text = new Markdown().heading(1, "Results of " + about.experiment());
        text.paragraph(ShownTable.markdown(about.comparison().conclusion()));
        for (ShownTable table : Report.tables(about.comparison())) {
            text.paragraph(table.markdown());
        }
        text.paragraph(ShownTable.markdown(about.comparison().method()));
        return text.bytes();
    }

    /** The tables in LaTeX. */
    byte[] latex() {
        StringBuilder text = new StringBuilder("% Needs \\usepackage{booktabs}\n");
        for (ShownTable table : Report.tables(about.comparison())) {
            text.append('\n').append(table.latex());
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A card of an arm's network, after Mitchell and others, Model Cards for Model Reporting, 2019. */
    byte[] card(String arm) {
        Markdown text = new Markdown().heading(1, arm + " of " + about.experiment());
        Optional<TrialRecord> one = about.result().trials().stream()
                .filter(trial -> trial.id().arm().equals(arm) && !trial.stages().isEmpty())
                .findFirst();
        text.heading(2, "The network");
        one.ifPresent(trial ->
                trial.stages().stream().filter(stage -> stage.arm().equals(arm)).forEach(stage -> stage(text, stage)));
        text.heading(2, "What it learned from");
        text.table(
                List.of("data set", "type", "examples", "source", "licence"),
                about.data().stream()
                        .map(set -> List.of(
                                set.name(),
                                set.type(),
                                Integer.toString(set.examples()),
                                set.source()
                                        .map(source -> source.title() + ", " + source.url())
                                        .orElse("not recorded"),
                                set.source().map(source -> source.licence()).orElse("not recorded")))
                        .toList());
        text.heading(2, "What it is worth");
        List<List<String>> rows = new ArrayList<>();
        for (ArmSummary summary : about.comparison().summaries()) {
            if (summary.arm().equals(arm)) {
                summary.metrics()
                        .forEach((metric, estimate) -> rows.add(List.of(
                                Factors.text(summary.factors()),
                                metric,
                                Figures.estimate(estimate),
                                summary.completed() + " of " + summary.trials())));
            }
        }
        text.table(List.of("setting", "metric", "mean over seeds", "trials completed"), rows);
        text.paragraph(ShownTable.markdown(about.comparison().about()));
        text.points(
                about.comparison().caveats().stream().map(ShownTable::markdown).toList());
        text.heading(2, "What it is for, and what not");
        text.paragraph(AUTHORS + " It was trained to answer the experiment's question, on these data alone.");
        return text.bytes();
    }

    private static void stage(Markdown text, StageRecord stage) {
        text.paragraph("Stage " + ShownTable.markdown(stage.stage()) + ": " + Figures.count(stage.parameters())
                + " parameters, " + Figures.count(stage.multiplyAdds()) + " multiply-adds for one image; "
                + Figures.count(stage.steps()) + " steps on " + Figures.count(stage.examples()) + " examples of "
                + ShownTable.markdown(stage.data()) + ".");
        text.table(
                List.of("layer", "type", "result", "parameters"),
                stage.layers().stream()
                        .map((LayerSummary layer) -> List.of(
                                layer.id(), layer.type(), layer.shape().toString(), Figures.count(layer.parameters())))
                        .toList());
    }
}
