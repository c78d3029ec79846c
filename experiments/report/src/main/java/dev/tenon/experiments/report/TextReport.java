package dev.tenon.experiments.report;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Section;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.report.table.CellText;
import dev.tenon.experiments.report.table.CountRange;
import dev.tenon.experiments.report.table.ResultTable;
import dev.tenon.experiments.report.table.Sections;
import dev.tenon.experiments.report.view.NumberGrid;
import dev.tenon.experiments.report.view.TableView;
import dev.tenon.experiments.report.view.Tables;
import dev.tenon.experiments.report.view.WorkedExample;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.stats.ArmSummary;
import dev.tenon.experiments.stats.Estimate;
import dev.tenon.experiments.stats.ExamplesToReach;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.FoundTables;
import dev.tenon.experiments.stats.Labels;
import dev.tenon.experiments.stats.Matched;
import dev.tenon.experiments.stats.StageCost;
import dev.tenon.experiments.stats.Tuned;
import dev.tenon.experiments.stats.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The result as text for a terminal of {@link #COLUMNS} columns. */
public final class TextReport {

    /** The widest line, but for a single word or number that is wider. */
    public static final int COLUMNS = 100;

    private static final int NAME = 20;

    /** Rows of an analysis that are shown. */
    private static final int LONG = 30;

    private final ExperimentResult result;
    private final ExperimentComparison comparison;
    private final List<String> lines = new ArrayList<>();

    private TextReport(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.comparison = comparison;
    }

    /** The conclusion, the result table, and what a reader must know besides; lines end in a newline. */
    public static String of(ExperimentResult result, ExperimentComparison comparison) {
        TextReport report = new TextReport(result, comparison);
        report.write();
        return String.join("\n", report.lines) + "\n";
    }

    private void write() {
        ExperimentSpec spec = result.plan().first();
        paragraph(spec.name());
        if (!spec.question().isBlank()) {
            paragraph(spec.question());
        }
        lines.add("");
        byHand();
        if (comparison.metrics().contains(comparison.primary())) {
            main();
            Tables.of(comparison).forEach(this::table);
            cells();
            others();
            reach();
            tuning();
            widths();
            costs();
        }
        found();
        sections();
        comparison.caveats().forEach(caveat -> paragraph("Note: " + caveat));
        if (!comparison.caveats().isEmpty()) {
            lines.add("");
        }
        paragraph(comparison.conclusion());
    }

    private void byHand() {
        for (WorkedExample hand : WorkedExample.of(result)) {
            String target = hand.target().isEmpty() ? "" : " (" + hand.target() + ")";
            lines.add(TerminalText.cut(hand.arm() + ", image " + hand.image() + target, COLUMNS));
            lines.add("");
            List<List<String>> blocks = new ArrayList<>();
            for (WorkedExample.Step step : hand.steps()) {
                for (NumberGrid grid : step.grids()) {
                    String title = step.title() + (grid.title().isEmpty() ? "" : ", " + grid.title());
                    blocks.add(block(title, grid));
                }
            }
            sideBySide(blocks);
        }
    }

    /** A title and the rows under it, lines of one width. */
    private static List<String> block(String title, NumberGrid grid) {
        int cell = 1;
        for (int i = 0; i < grid.values().length; i++) {
            cell = StrictMath.max(
                    cell, grid.cell(i / grid.columns(), i % grid.columns()).length());
        }
        List<String> block = new ArrayList<>(List.of(TerminalText.safe(title)));
        for (int row = 0; row < grid.rows(); row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < grid.columns(); column++) {
                cells.add(TerminalText.right(grid.cell(row, column), cell));
            }
            block.add(String.join(" ", cells));
        }
        int width = block.stream().mapToInt(TerminalText::width).max().orElse(0);
        return block.stream().map(line -> TerminalText.left(line, width)).toList();
    }

    private void sideBySide(List<List<String>> blocks) {
        String gap = "   ";
        for (int from = 0, to; from < blocks.size(); from = to) {
            int width = 2;
            int height = 0;
            for (to = from; to < blocks.size(); to++) {
                int wider = width
                        + (to == from ? 0 : gap.length())
                        + TerminalText.width(blocks.get(to).getFirst());
                if (to > from && wider > COLUMNS) {
                    break;
                }
                width = wider;
                height = StrictMath.max(height, blocks.get(to).size());
            }
            for (int row = 0; row < height; row++) {
                List<String> parts = new ArrayList<>();
                for (List<String> block : blocks.subList(from, to)) {
                    int blank = TerminalText.width(block.getFirst());
                    parts.add(row < block.size() ? block.get(row) : " ".repeat(blank));
                }
                lines.add(("  " + String.join(gap, parts)).stripTrailing());
            }
            lines.add("");
        }
    }

    private void table(TableView table) {
        TextTable text =
                new TextTable(table.head().stream().map(TerminalText::safe).toList());
        for (List<TableView.Cell> row : table.rows()) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell ->
                    cells.add(cells.isEmpty() ? TerminalText.cut(cell.text(), NAME) : TerminalText.safe(cell.text())));
            text.row(cells);
        }
        paragraph(table.caption());
        lines.add("");
        lines.addAll(text.lines(COLUMNS));
        lines.add("");
    }

    private void main() {
        boolean compares = comparison.comparesArms();
        // Words where they fit, else the marks of the table by settings.
        TextTable words = table(compares, TextReport::words);
        boolean fits = words.width() <= COLUMNS;
        TextTable table = fits ? words : table(compares, TextReport::mark);
        lines.addAll(table.lines(COLUMNS));
        lines.add("");
        paragraph(legend(compares) + (fits || !compares ? "" : " " + marks() + "."));
        if (comparison.seeds() > 1) {
            paragraph(comparison.about());
        }
        lines.add("");
    }

    /** The columns that a terminal has room for. */
    private TextTable table(boolean compares, Function<Verdict, String> verdict) {
        dev.tenon.api.report.Table whole = ResultTable.of(comparison);
        List<String> names = whole.columns().stream().map(TableColumn::name).toList();
        List<String> shown = new ArrayList<>(List.of(
                ResultTable.ARM,
                ResultTable.PARAMETERS,
                ResultTable.MULTIPLY_ADDS,
                ResultTable.EXAMPLES,
                comparison.primary()));
        List<String> head = new ArrayList<>(List.of("arm", "params", "mult-adds", "examples", comparison.primary()));
        if (compares) {
            shown.addAll(List.of(ResultTable.minus(comparison), ResultTable.P, ResultTable.EFFECT));
            head.addAll(List.of("minus " + TerminalText.cut(comparison.reference(), 12), "p", "g", ""));
        }
        TextTable table = new TextTable(head.stream().map(TerminalText::safe).toList());
        for (int i = 0; i < whole.rows().size(); i++) {
            String arm = comparison.arms().get(i);
            List<String> row = new ArrayList<>();
            for (String name : shown) {
                int column = names.indexOf(name);
                Cell cell = whole.rows().get(i).get(column);
                boolean size = name.equals(ResultTable.PARAMETERS) || name.equals(ResultTable.MULTIPLY_ADDS);
                row.add(
                        size
                                ? CountRange.brief(own(arm).stream()
                                        .mapToDouble(
                                                name.equals(ResultTable.PARAMETERS)
                                                        ? ArmSummary::parameters
                                                        : ArmSummary::multiplyAdds))
                                : TerminalText.cut(
                                        CellText.of(whole.columns().get(column), cell)
                                                .trim(),
                                        column == 0 ? NAME : COLUMNS));
            }
            if (compares) {
                row.add(comparison
                        .overallDifference(arm)
                        .map(d -> verdict.apply(d.verdict()))
                        .orElse(""));
            }
            table.row(row);
        }
        return table;
    }

    private String marks() {
        return "+ better, - worse than " + comparison.reference() + ", = no relevant difference, no mark: cannot tell";
    }

    private String legend(boolean compares) {
        String judged = comparison.judged().text("average over");
        String over = judged.isEmpty() ? "" : judged + ", ";
        String means = comparison.primary() + ": " + over + "mean over "
                + (comparison.fewestSeeds() == comparison.seeds() ? "" : comparison.fewestSeeds() + " to ")
                + comparison.seeds()
                + (comparison.seeds() == 1 ? " seed" : " seeds with " + comparison.interval())
                + "; examples: distinct training examples over all stages.";
        return compares
                ? means + " minus " + comparison.reference()
                        + ": difference on the same seeds; p: corrected by Holm's method; g: effect size."
                : means;
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NO_RELEVANT_DIFFERENCE -> "alike";
            case CANNOT_TELL -> "cannot tell";
        };
    }

    private void cells() {
        if (comparison.cells().size() < 2) {
            return;
        }
        Map<String, String> constant = new LinkedHashMap<>(comparison.cells().getFirst());
        boolean one = constant.size() == 1;
        List<String> head = new ArrayList<>(List.of("arm"));
        comparison
                .cells()
                .forEach(
                        cell -> head.add(TerminalText.safe(one ? String.join("", cell.values()) : Factors.text(cell))));
        TextTable table = new TextTable(head);
        for (String arm : comparison.arms()) {
            List<String> row = new ArrayList<>(List.of(TerminalText.cut(arm, NAME)));
            for (Map<String, String> cell : comparison.cells()) {
                String mark = comparison
                        .difference(arm, cell)
                        .map(d -> mark(d.verdict()))
                        .orElse("");
                Estimate estimate = comparison.summary(arm, cell).metric(comparison.primary());
                row.add((Figures.estimate(estimate) + " " + TerminalText.left(mark, 1)));
            }
            table.row(row);
        }
        paragraph(comparison.primary() + " by " + String.join(", ", constant.keySet())
                + (comparison.comparesArms() ? " (" + marks() + ")" : ""));
        lines.add("");
        lines.addAll(table.lines(COLUMNS));
        lines.add("");
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> "+";
            case WORSE -> "-";
            case NO_RELEVANT_DIFFERENCE -> "=";
            case CANNOT_TELL -> "";
        };
    }

    private void others() {
        List<String> names = comparison.metrics().stream()
                .filter(name -> !name.equals(comparison.primary()))
                .toList();
        if (names.isEmpty()) {
            return;
        }
        List<String> head = new ArrayList<>(List.of("arm"));
        names.forEach(name -> head.add(TerminalText.safe(name)));
        TextTable table = new TextTable(head);
        Map<String, String> last = comparison.judged().cells().getLast();
        for (String arm : comparison.arms()) {
            List<String> row = new ArrayList<>(List.of(TerminalText.cut(arm, NAME)));
            names.forEach(name ->
                    row.add(Figures.estimate(comparison.summary(arm, last).metric(name))));
            table.row(row);
        }
        paragraph("other metrics" + (last.isEmpty() ? "" : " at " + Factors.text(last)));
        lines.add("");
        lines.addAll(table.lines(COLUMNS));
        lines.add("");
    }

    private void reach() {
        if (comparison.reach().isEmpty()) {
            return;
        }
        List<String> head = new ArrayList<>(List.of(comparison.higherIsBetter() ? "at least" : "at most"));
        comparison.arms().forEach(arm -> head.add(TerminalText.cut(arm, NAME)));
        TextTable table = new TextTable(head);
        for (ExamplesToReach reach : comparison.reach()) {
            String other = Factors.text(reach.factors());
            List<String> row = new ArrayList<>(List.of(
                    TerminalText.safe(Figures.shortest(reach.level()) + (other.isEmpty() ? "" : " (" + other + ")"))));
            for (String arm : comparison.arms()) {
                Double examples = reach.examples().get(arm);
                row.add(examples == null ? "not reached" : Figures.count(StrictMath.round(examples)));
            }
            table.row(row);
        }
        paragraph("fewest " + comparison.charge().what() + " over all stages at which the mean " + comparison.primary()
                + " is");
        lines.add("");
        lines.addAll(table.lines(COLUMNS));
        lines.add("");
    }

    private void tuning() {
        List<Tuned> all = Tuned.of(result);
        if (all.isEmpty()) {
            return;
        }
        boolean cells = all.stream().anyMatch(each -> !each.factors().isEmpty());
        List<String> head = new ArrayList<>(List.of("arm"));
        if (cells) {
            head.add("at");
        }
        head.addAll(List.of("tries", "best"));
        TextTable table = new TextTable(head);
        for (Tuned tuned : all) {
            List<String> row = new ArrayList<>(List.of(TerminalText.cut(tuned.arm(), NAME)));
            if (cells) {
                row.add(TerminalText.cut(String.join(", ", tuned.factors().values()), NAME));
            }
            row.addAll(List.of(tuned.tries(), TerminalText.safe(tuned.choices())));
            table.row(row);
        }
        paragraph("what each seed tried, and what was best by "
                + all.getFirst().by().tune().metric() + ", of "
                + String.join(
                        "; ",
                        all.stream()
                                .map(each -> String.join(
                                        ", ", each.by().tune().over().keySet()))
                                .distinct()
                                .toList()));
        lines.add("");
        lines.addAll(table.lines(COLUMNS));
        lines.add("");
    }

    private void widths() {
        List<Matched> all = Matched.of(result.plan(), comparison.summaries());
        if (all.isEmpty()) {
            return;
        }
        paragraph("widths that were found, so that arms have equal "
                + all.getFirst().what());
        lines.add("");
        all.forEach(matched -> paragraph(matched.text()));
        lines.add("");
    }

    private void costs() {
        if (comparison.arms().size() < 2 || !StageCost.differ(comparison.costs())) {
            return;
        }
        boolean parts = StageCost.ofParts(comparison.costs());
        List<String> head =
                new ArrayList<>(List.of("arm", "stage", "params", "mult-adds", "steps", "examples", "labels"));
        if (parts) {
            head.add("of parts");
        }
        TextTable table = new TextTable(head);
        for (StageCost cost : comparison.costs()) {
            List<String> row = new ArrayList<>(List.of(
                    TerminalText.cut(cost.arm(), NAME),
                    TerminalText.cut(cost.stage(), NAME),
                    size(cost.parameters()),
                    size(cost.multiplyAdds()),
                    Figures.count(cost.steps()),
                    Figures.count(cost.examples()),
                    labels(cost, Labels::all)));
            if (parts) {
                row.add(labels(cost, Labels::parts));
            }
            table.row(row);
        }
        Map<String, String> last = comparison.judged().cells().getLast();
        paragraph("cost of each stage" + (last.isEmpty() ? "" : " at " + Factors.text(last)));
        lines.add("");
        lines.addAll(table.lines(COLUMNS));
        lines.add("");
    }

    private static String labels(StageCost cost, ToLongFunction<Labels> of) {
        return cost.labels().map(of::applyAsLong).map(Figures::count).orElse("-");
    }

    private void sections() {
        for (Section section : Sections.of(result, comparison)) {
            paragraph(section.heading());
            lines.add("");
            section.paragraphs().forEach(this::paragraph);
            for (dev.tenon.api.report.Table table : section.tables()) {
                lines.addAll(TableFormat.TEXT.of(table).lines().toList());
                lines.add("");
            }
        }
    }

    /** What analyses found, but for what is of one seed, or too long to read here. */
    private void found() {
        ExperimentSpec spec = result.plan().first();
        for (FoundTables.Found found : FoundTables.of(result, spec.compare().confidence())) {
            String name = found.analysis() + "." + found.name();
            if (found.detail()) {
                continue;
            }
            if (found.table().rows().size() > LONG) {
                paragraph("analysis " + found.analysis() + ": its table " + found.name() + " has "
                        + found.table().rows().size() + " rows; `tenon show RUN --table " + name + "` shows it");
            } else {
                paragraph("analysis " + found.analysis()
                        + (comparison.seeds() > 1 && !found.across()
                                ? " (means over seeds with " + comparison.interval() + ")"
                                : ""));
                lines.addAll(TableFormat.TEXT.of(found.table()).lines().toList());
            }
            lines.add("");
        }
    }

    private static String size(long size) {
        return size < 0 ? "-" : Figures.count(size);
    }

    private List<ArmSummary> own(String arm) {
        return comparison.summaries().stream()
                .filter(s -> s.arm().equals(arm) && comparison.judged().cells().contains(s.factors()))
                .toList();
    }

    private void paragraph(String text) {
        lines.addAll(TerminalText.wrap(text, COLUMNS));
    }
}
