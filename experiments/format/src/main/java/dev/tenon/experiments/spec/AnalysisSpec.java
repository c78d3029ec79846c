package dev.tenon.experiments.spec;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.settings.SettingSearch;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import java.util.List;

/**
 * An analysis of trained networks.
 *
 * @param name by which its results are called; its type where the file gives none
 * @param analysis the service and its settings
 * @param arms that it is of; all if empty
 * @param written as the file has it
 */
public record AnalysisSpec(String name, Part<Analysis<?>> analysis, List<String> arms, Node written) {

    /** Whether an arm is analysed. */
    public boolean isOf(String arm) {
        return arms.isEmpty() || arms.contains(arm);
    }

    /** Where it is written. */
    public Mark mark() {
        return written.mark();
    }

    /** Where a word of its settings is written; where the analysis is, if it is a default. */
    public Mark place(String word) {
        return SettingSearch.place(written, word).orElse(mark());
    }
}
