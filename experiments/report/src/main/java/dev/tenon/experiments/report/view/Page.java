package dev.tenon.experiments.report.view;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that the page shows, in its order.
 *
 * @param title the experiment's name
 * @param question may be empty
 * @param conclusion one sentence
 * @param story where the evidence is, and what would change the answer
 * @param armConclusions one for each arm but the reference; empty if the conclusion says it already
 * @param caveats what to know before believing it
 * @param walks small networks number by number; empty but for networks with given weights
 * @param means the primary metric of each arm
 * @param differences of it from the reference
 * @param tables of results
 * @param charts the primary metric against what is varied
 * @param components where the variation of results comes from
 * @param tuning what was tried of each arm, and what was best
 * @param tuningCharts what decided, against what was tried
 * @param losses while learning
 * @param rocs how much each arm finds for how many false alarms
 * @param precisions how much of what each arm finds is right, for how much it finds
 * @param answers what was answered to what, for each arm
 * @param mistakes the most confident wrong answers of each arm
 * @param network which network the pictures are of, in words
 * @param filters of each arm
 * @param maps of each arm
 * @param firing where arms fire in each image
 * @param firingNotes how that was found
 * @param positions detection by place, for each arm
 * @param positionScale what its colours mean
 * @param alignment of layers
 * @param ranks of layers
 * @param found what analyses found
 * @param sections further sections
 * @param method which test decides, and why
 * @param networks the layers of each arm
 * @param inputs files read
 * @param failures trials that did not complete
 * @param resolved the experiment's file with every default filled in
 */
public record Page(
        String title,
        String question,
        String conclusion,
        Story story,
        List<String> armConclusions,
        List<String> caveats,
        List<WorkedExampleView.Walk> walks,
        Optional<Figure> means,
        Optional<Figure> differences,
        List<TableView> tables,
        List<Figure> charts,
        Optional<Figure> components,
        List<TableView> tuning,
        List<Figure> tuningCharts,
        List<Figure> losses,
        List<Figure> rocs,
        List<Figure> precisions,
        List<TableView> answers,
        List<PictureTable> mistakes,
        String network,
        List<ArmBlock> filters,
        List<PictureTable> maps,
        Optional<PictureTable> firing,
        List<String> firingNotes,
        List<ArmBlock> positions,
        String positionScale,
        Optional<Figure> alignment,
        TableView ranks,
        List<FoundView.Block> found,
        List<FoundView.Part> sections,
        String method,
        List<TableView> networks,
        TableView inputs,
        TableView failures,
        String resolved) {

    /** The tables of results alone. */
    public static List<TableView> tables(ExperimentComparison comparison) {
        return new ResultView(comparison).tables();
    }

    /** The page of an experiment. */
    public static Page of(ExperimentResult result, ExperimentComparison comparison) {
        ExperimentSpec spec = result.plan().first();
        List<WorkedExample> hands = WorkedExample.of(result);
        boolean byHand = !hands.isEmpty();
        ResultView tables = new ResultView(comparison);
        CurvesView curves = new CurvesView(result, comparison);
        TuningView tuning = new TuningView(result, comparison);
        FiringView firing = new FiringView(result);
        SimilarityView similarity = new SimilarityView(result, comparison);
        AnswersView answers = new AnswersView(result, comparison);
        MethodsView how = new MethodsView(result, comparison);
        Optional<PictureTable> fired = byHand ? Optional.empty() : firing.table();
        List<Figure> charts = Stream.of(
                        curves.factors(),
                        new LawsView(comparison).figures(),
                        new RanksView(comparison).figure().stream().toList())
                .flatMap(List::stream)
                .toList();
        List<FoundView.Block> found = new FoundView(result, comparison).blocks();
        return new Page(
                spec.name(),
                spec.question(),
                comparison.conclusion(),
                Story.of(
                        comparison,
                        !charts.isEmpty(),
                        !byHand && !answers.tables().isEmpty(),
                        found),
                comparison.armConclusions().size() > 1
                        ? List.copyOf(comparison.armConclusions().values())
                        : List.of(),
                comparison.caveats(),
                WorkedExampleView.walks(hands),
                new MeansView(result, comparison).figure(),
                tables.differences(),
                tables.tables(),
                charts,
                new ComponentsView(comparison).figure(),
                tuning.tables(),
                tuning.charts(),
                curves.losses(),
                answers.rocs(),
                answers.precisions(),
                byHand ? List.of() : answers.tables(),
                byHand ? List.of() : answers.mistakes(),
                network(result),
                byHand ? List.of() : new FiltersView(result, comparison).blocks(),
                byHand ? List.of() : new MapsView(result, comparison).tables(),
                fired,
                fired.isPresent() ? firing.notes() : List.of(),
                new PositionsView(result, comparison).blocks(),
                PositionsView.scale(),
                byHand ? Optional.empty() : similarity.alignment(),
                similarity.ranks(),
                found,
                new FoundView(result, comparison).sections(),
                comparison.method(),
                how.networks(),
                how.inputs(),
                how.failures(),
                result.plan().resolved());
    }

    /** The figures whose numbers a table can hold, by names fit for files, in the page's order. */
    public Map<String, Figure> drawn() {
        Map<String, Figure> all = new LinkedHashMap<>();
        means.ifPresent(figure -> all.put("means", figure));
        differences.ifPresent(figure -> all.put("differences", figure));
        put(all, "metric", charts);
        components.ifPresent(figure -> all.put("components", figure));
        put(all, "loss", losses);
        put(all, "roc", rocs);
        put(all, "precision-recall", precisions);
        alignment.ifPresent(figure -> all.put("alignment", figure));
        return all;
    }

    private static void put(Map<String, Figure> all, String name, List<Figure> figures) {
        for (int i = 0; i < figures.size(); i++) {
            all.put(figures.size() == 1 ? name : name + "-" + (i + 1), figures.get(i));
        }
    }

    static String network(ExperimentResult result) {
        if (result.features().isEmpty()) {
            return "";
        }
        Features features = result.features().getFirst();
        String factors = Factors.text(features.trial().factors());
        return "Pictures are of the networks of seed " + features.trial().seed()
                + (factors.isEmpty() ? "" : " at " + factors) + ".";
    }
}
