package dev.tenon.experiments.report.table;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Interval;
import dev.tenon.experiments.stats.Law;
import dev.tenon.experiments.stats.Laws;
import dev.tenon.experiments.stats.PowerLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The laws that were fitted, and the power with which the amount needed for a level grows. */
public final class LawTables {

    private final ExperimentComparison comparison;

    LawTables(ExperimentComparison comparison) {
        this.comparison = comparison;
    }

    /** One row for each arm and setting; empty where no law is asked for. */
    Optional<Table> laws() {
        return comparison.findings().laws().map(this::laws);
    }

    /** One row for each arm; empty where no law is asked for. */
    Optional<Table> growth() {
        return comparison.findings().laws().map(LawTables::growth);
    }

    private Table laws(Laws laws) {
        List<Column> columns =
                new ArrayList<>(List.of(new Column(TableColumn.text(ResultTable.ARM), law -> Cell.of(law.arm()))));
        if (laws.laws().stream().anyMatch(law -> !law.others().isEmpty())) {
            columns.add(new Column(TableColumn.text("at"), law -> Cell.of(Factors.text(law.others()))));
        }
        columns.add(new Column(TableColumn.value("a"), law -> fitted(law, PowerLaw::factor)));
        columns.add(new Column(
                TableColumn.value("b"),
                law -> law.law()
                        .map(fit -> around(fit.exponent(), law.exponent()))
                        .orElse(CellText.NONE)));
        boolean floor = laws.spec().floor();
        if (floor) {
            columns.add(new Column(TableColumn.value("c"), law -> fitted(law, PowerLaw::floor)));
        }
        if (laws.laws().stream().anyMatch(law -> law.minus().exists())) {
            columns.add(new Column(
                    TableColumn.value("b minus that of " + comparison.reference()), law -> minus(law.minus())));
        }
        boolean level = laws.laws().stream().anyMatch(law -> law.reach().isPresent());
        if (level) {
            columns.add(new Column(
                    TableColumn.value(
                            "n for " + Figures.shortest(laws.spec().level().orElseThrow())),
                    law -> law.reach().map(reach -> reach(law, reach)).orElse(CellText.NONE)));
        }
        if (laws.laws().stream().anyMatch(law -> !law.words().isEmpty())) {
            columns.add(new Column(
                    TableColumn.text("note"), law -> Cell.of(law.words()).in(Cell.Tone.MUTED)));
        }
        return new Table(
                caption(laws, level),
                columns.stream().map(Column::head).toList(),
                laws.laws().stream()
                        .map(law -> columns.stream()
                                .map(column -> column.cell().apply(law))
                                .toList())
                        .toList());
    }

    /** What is said of each law. */
    private record Column(TableColumn head, Function<Law, Cell> cell) {}

    private String caption(Laws laws, boolean level) {
        String number = laws.laws().stream().anyMatch(Law::examples)
                ? "n is the number of " + comparison.charge().what() + ", all stages together"
                : "n is " + laws.spec().factor();
        return "How " + error(comparison, laws) + " changes with n: as a n^-b"
                + (laws.spec().floor() ? " + c" : "") + "; "
                + number + ". Fitted by least squares of"
                + " logarithms to means over seeds; " + Figures.percent(comparison.confidence())
                + " intervals are from " + Figures.count(Laws.DRAWS) + " draws of seeds with replacement"
                + (comparison.overlap() > 0
                        ? ", widened for the examples that seeds have in common as those of means are"
                        : "")
                + "."
                + (level
                        ? " n for a level: where the mean first reaches it, on a straight line over log n between the"
                                + " values tried."
                        : "");
    }

    /** What is called the error, {@code the error (1 - test.accuracy)}. */
    public static String error(ExperimentComparison comparison, Laws laws) {
        return "the error ("
                + (comparison.higherIsBetter() && laws.best() != 0
                        ? Figures.shortest(laws.best()) + " - " + comparison.primary()
                        : comparison.primary() + (laws.best() == 0 ? "" : " - " + Figures.shortest(laws.best())))
                + ")";
    }

    private static Cell fitted(Law law, Function<PowerLaw, Double> of) {
        return law.law()
                .map(of)
                .map(value -> Cell.of(value, String.format(Locale.ROOT, "%.3g", value)))
                .orElse(CellText.NONE);
    }

    private static Cell around(double value, Interval interval) {
        String shown = String.format(Locale.ROOT, "%.2f", value)
                + (interval.exists()
                        ? String.format(Locale.ROOT, " (%.2f to %.2f)", interval.low(), interval.high())
                        : "");
        return CellText.estimate(value, interval, shown);
    }

    private static Cell minus(Interval minus) {
        return minus.exists()
                ? CellText.estimate(
                        Double.NaN,
                        minus,
                        Figures.signed(minus.low(), 0.01) + " to " + Figures.signed(minus.high(), 0.01))
                : CellText.EMPTY;
    }

    private static Cell reach(Law law, Law.Level level) {
        return law.points().isEmpty()
                ? CellText.NONE
                : CellText.estimate(level.x(), level.interval(), words(law, level));
    }

    private static String words(Law law, Law.Level level) {
        String most = amount(law.points().getLast().x());
        if (Double.isInfinite(level.x())) {
            return "more than " + most;
        }
        String low = amount(level.interval().low());
        String interval = !level.interval().exists()
                ? ""
                : Double.isInfinite(level.interval().high())
                        ? " (" + low + " to more than " + most + ")"
                        : " (" + low + "–" + amount(level.interval().high()) + ")";
        return (level.first() ? "at most " : "") + amount(level.x()) + interval;
    }

    private static String amount(double x) {
        return x >= 20 ? Figures.count(StrictMath.round(x)) : Figures.shortest(x);
    }

    private static Table growth(Laws laws) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Law.Growth growth : laws.growth()) {
            rows.add(List.of(
                    Cell.of(growth.arm()),
                    Double.isNaN(growth.power()) ? CellText.NONE : around(growth.power(), growth.interval()),
                    Cell.of(String.join(", ", growth.used())),
                    Cell.of(String.join(", ", growth.left()))));
        }
        String across = laws.spec().across().orElse("");
        return new Table(
                "n for " + laws.spec().level().map(Figures::shortest).orElse("") + " grows with this power of " + across
                        + ": the slope of log n over log " + across
                        + ". Left out: where no n tried reaches the level, or"
                        + " the least does.",
                List.of(
                        TableColumn.text(ResultTable.ARM),
                        TableColumn.value("power"),
                        TableColumn.text("fitted to"),
                        TableColumn.text("left out")),
                rows);
    }
}
