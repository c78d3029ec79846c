package dev.tenon.experiments.report.view;

import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands between a page's answer and its details: where the evidence is, and what would change the answer.
 *
 * @param evidence the sections that bear on it, in the page's order
 * @param changes a sentence for each arm that was compared
 */
public record Story(List<Place> evidence, List<String> changes) {

    /**
     * A section of the page.
     *
     * @param id of its heading
     * @param says what is in it
     */
    public record Place(String id, String title, String says) {}

    static Story of(ExperimentComparison comparison, boolean charts, boolean answers, List<FoundView.Block> found) {
        List<Place> evidence = new ArrayList<>();
        int cells = comparison.cells().size();
        evidence.add(new Place(
                "result",
                "Result",
                comparison.primary() + " of " + Words.count(comparison.arms().size(), "arm") + " over "
                        + (comparison.fewestSeeds() < comparison.seeds()
                                ? Figures.count(comparison.fewestSeeds()) + " to "
                                : "")
                        + Words.count(comparison.seeds(), "seed")
                        + (cells > 1 ? ", in " + Words.count(cells, "setting") : "")));
        if (charts) {
            evidence.add(new Place("examples", "Effect of varied settings", "how it changes with them"));
        }
        if (answers) {
            evidence.add(new Place("answers", "Predictions", "what was predicted for which test examples"));
        }
        if (!found.isEmpty()) {
            evidence.add(new Place(
                    "found",
                    "Analyses",
                    String.join(", ", found.stream().map(FoundView.Block::name).toList())));
        }
        return new Story(List.copyOf(evidence), comparison.reversals());
    }
}
