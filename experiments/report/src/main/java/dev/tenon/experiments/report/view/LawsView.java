package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.LineChart;
import dev.tenon.experiments.report.draw.Series;
import dev.tenon.experiments.report.view.Table.Cell;
import dev.tenon.experiments.stats.Comparison;
import dev.tenon.experiments.stats.Estimate;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Interval;
import dev.tenon.experiments.stats.Law;
import dev.tenon.experiments.stats.Laws;
import dev.tenon.experiments.stats.PowerLaw;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The laws that were fitted: in tables, and as lines through what was measured. */
final class LawsView {

    private static final int STEPS = 40;

    private final Comparison comparison;
    private final Arms arms;

    LawsView(Comparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    /** The laws, and the power with which the amount needed for a level grows; without rows where none is asked for. */
    List<Table> tables() {
        Optional<Laws> laws = comparison.findings().laws();
        return List.of(
                laws.map(this::laws).orElse(Table.NONE), laws.map(this::growth).orElse(Table.NONE));
    }

    private Table laws(Laws laws) {
        boolean others = laws.laws().stream().anyMatch(law -> !law.others().isEmpty());
        boolean minus = laws.laws().stream().anyMatch(law -> law.minus().exists());
        boolean level = laws.laws().stream().anyMatch(law -> law.reach().isPresent());
        boolean words = laws.laws().stream().anyMatch(law -> !law.words().isEmpty());
        List<String> head = new ArrayList<>(List.of("arm"));
        if (others) {
            head.add("at");
        }
        head.addAll(List.of("error", "b"));
        if (minus) {
            head.add("b minus that of " + comparison.reference());
        }
        if (level) {
            head.add("n for " + Figures.shortest(laws.spec().level().orElseThrow()));
        }
        if (words) {
            head.add("note");
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Law law : laws.laws()) {
            List<Cell> row = new ArrayList<>(List.of(arms.cell(law.arm())));
            if (others) {
                row.add(Cell.of(Factors.text(law.others())));
            }
            row.add(Cell.of(law.law().map(LawsView::formula).orElse("-")));
            row.add(Cell.number(
                    law.law().map(fit -> around(fit.exponent(), law.exponent())).orElse("-")));
            if (minus) {
                row.add(Cell.number(
                        law.minus().exists()
                                ? Figures.signed(law.minus().low(), 0.01) + " to "
                                        + Figures.signed(law.minus().high(), 0.01)
                                : ""));
            }
            if (level) {
                row.add(Cell.number(law.reach().map(reach -> reach(law, reach)).orElse("-")));
            }
            if (words) {
                row.add(new Cell(law.words(), "muted", ""));
            }
            rows.add(row);
        }
        String number = laws.laws().stream().anyMatch(Law::examples)
                ? "n is the number of examples learned from, all stages together"
                : "n is " + laws.spec().factor();
        String caption = "How " + error(laws) + " changes with n; " + number + ". Fitted by least squares of"
                + " logarithms to means over seeds; " + Figures.percent(comparison.confidence())
                + " intervals are from " + Figures.count(Laws.DRAWS) + " draws of seeds with replacement"
                + (comparison.overlap() > 0 ? ", widened for splits that overlap as those of means are" : "") + "."
                + (level
                        ? " n for a level: where the mean first reaches it, on a straight line over log n between the"
                                + " values tried."
                        : "");
        return new Table(caption, head, rows);
    }

    private String error(Laws laws) {
        return "the error ("
                + (comparison.higherIsBetter() && laws.best() != 0
                        ? Figures.shortest(laws.best()) + " - " + comparison.primary()
                        : comparison.primary() + (laws.best() == 0 ? "" : " - " + Figures.shortest(laws.best())))
                + ")";
    }

    private static String formula(PowerLaw law) {
        return number(law.factor()) + " n^" + number(-law.exponent())
                + (law.floor() > 0 ? " + " + number(law.floor()) : "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private static String around(double value, Interval interval) {
        return String.format(Locale.ROOT, "%.2f", value)
                + (interval.exists()
                        ? String.format(Locale.ROOT, " (%.2f to %.2f)", interval.low(), interval.high())
                        : "");
    }

    private static String reach(Law law, Law.Level level) {
        if (law.points().isEmpty()) {
            return "-";
        }
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

    private Table growth(Laws laws) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Law.Growth growth : laws.growth()) {
            rows.add(List.of(
                    arms.cell(growth.arm()),
                    Cell.number(Double.isNaN(growth.power()) ? "-" : around(growth.power(), growth.interval())),
                    Cell.of(String.join(", ", growth.used())),
                    Cell.of(String.join(", ", growth.left()))));
        }
        String across = laws.spec().across().orElse("");
        return new Table(
                "n for " + laws.spec().level().map(Figures::shortest).orElse("") + " grows with this power of " + across
                        + ": the slope of log n over log " + across
                        + ". Left out: where no n tried reaches the level, or"
                        + " the least does.",
                List.of("arm", "power", "fitted to", "left out"),
                rows);
    }

    /** The error against the number, both logarithmic: what was measured with its interval, and the law as a line. */
    List<Figure> figures() {
        return comparison.findings().laws().map(this::figures).orElse(List.of());
    }

    private List<Figure> figures(Laws laws) {
        Set<Map<String, String>> groups = new LinkedHashSet<>();
        laws.laws().forEach(law -> groups.add(law.others()));
        List<Figure> figures = new ArrayList<>();
        for (Map<String, String> group : groups) {
            List<Law> own = laws.laws().stream()
                    .filter(law -> law.others().equals(group) && law.law().isPresent())
                    .toList();
            List<Series> measured = own.stream()
                    .map(law -> new Series(law.arm(), arms.look(law.arm()), points(law)))
                    .toList();
            List<Series> fits = own.stream()
                    .map(law -> new Series(law.arm(), arms.look(law.arm()), line(law)))
                    .toList();
            String number = own.stream().anyMatch(Law::examples)
                    ? "training examples over all stages"
                    : laws.spec().factor();
            String at = group.isEmpty() ? "" : " (" + Factors.text(group) + ")";
            LineChart chart = new LineChart(
                    "The error of each arm against " + number + at + ", with the law fitted to it",
                    number + at,
                    "error in " + comparison.primary() + " (log scale)",
                    LineChart.Scale.RATIOS,
                    Interval.ALL,
                    true,
                    true,
                    measured,
                    fits);
            String svg = chart.svg();
            if (!svg.isEmpty()) {
                figures.add(new Figure(
                        svg,
                        Words.capital(error(laws)) + " against " + number + at
                                + ": means over seeds with their intervals, and the fitted laws as lines.",
                        chart.numbers()));
            }
        }
        return figures;
    }

    private static List<Series.Point> points(Law law) {
        return law.points().stream()
                .filter(point -> point.error().mean() > 0)
                .map(point -> {
                    Estimate error = point.error();
                    Interval band = error.n() > 2 ? error.interval() : Interval.NONE;
                    return new Series.Point(point.x(), error.mean(), band.low(), band.high());
                })
                .toList();
    }

    private static List<Series.Point> line(Law law) {
        PowerLaw fit = law.law().orElseThrow();
        double from = StrictMath.log(law.points().getFirst().x());
        double to = StrictMath.log(law.points().getLast().x());
        List<Series.Point> points = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double x = StrictMath.exp(from + (to - from) * i / STEPS);
            points.add(new Series.Point(x, fit.at(x), Double.NaN, Double.NaN));
        }
        return points;
    }
}
