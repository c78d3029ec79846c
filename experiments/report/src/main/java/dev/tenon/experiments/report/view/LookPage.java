package dev.tenon.experiments.report.view;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.util.List;

/**
 * What trained networks are like inside.
 *
 * @param title the experiment's name
 * @param question may be empty
 * @param network which networks they are, in words
 * @param filters of each arm
 * @param maps of each arm
 * @param found by analyses, in order
 * @param networks the layers of each arm
 */
public record LookPage(
        String title,
        String question,
        String network,
        List<ArmBlock> filters,
        List<PictureTable> maps,
        List<FoundView.Block> found,
        List<TableView> networks) {

    /** The page of a result that has weights, features and what analyses found in the trials of these. */
    public static LookPage of(ExperimentResult result, ExperimentComparison comparison) {
        return new LookPage(
                result.plan().first().name(),
                result.plan().first().question(),
                Page.network(result),
                new FiltersView(result, comparison).blocks(),
                new MapsView(result, comparison).tables(),
                new FoundView(result, comparison).blocks(),
                new MethodsView(result, comparison).networks());
    }
}
