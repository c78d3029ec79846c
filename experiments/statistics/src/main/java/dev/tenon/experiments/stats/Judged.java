package dev.tenon.experiments.stats;

import dev.tenon.experiments.spec.CompareSpec;
import java.util.List;
import java.util.Map;

/**
 * What the verdicts about arms are about: a cell, or the mean of several.
 *
 * @param levels of varied settings that the file names; empty for all cells
 * @param cells that have these levels, in order
 */
public record Judged(Map<String, String> levels, List<Map<String, String>> cells) {

    static Judged of(CompareSpec compare, List<Map<String, String>> all) {
        Map<String, String> levels = compare.levels();
        List<Map<String, String>> cells = all.stream()
                .filter(cell -> cell.entrySet().containsAll(levels.entrySet()))
                .toList();
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("no cell has " + levels);
        }
        return new Judged(levels, cells);
    }

    /** Whether it is a mean over cells. */
    public boolean averages() {
        return cells.size() > 1;
    }

    /** The varied settings that it is averaged over. */
    public List<String> averaged() {
        return averages()
                ? cells.getFirst().keySet().stream()
                        .filter(setting -> !levels.containsKey(setting))
                        .toList()
                : List.of();
    }

    /**
     * {@code at train.rate = 0.1, average over 3 settings of train.examples}; empty where nothing varies.
     *
     * @param averageOver how to say that
     */
    public String text(String averageOver) {
        return joined(", ", averageOver);
    }

    /** The same within a sentence, with a blank before it. */
    String clause() {
        String text = joined(" ", "on average over");
        return text.isEmpty() ? "" : " " + text;
    }

    private String joined(String between, String averageOver) {
        String at = levels.isEmpty() ? "" : "at " + Factors.text(levels);
        if (!averages()) {
            return at;
        }
        String over = averageOver + " " + cells.size() + " settings";
        return levels.isEmpty() ? over : at + between + over + " of " + Conclusions.and(averaged());
    }
}
