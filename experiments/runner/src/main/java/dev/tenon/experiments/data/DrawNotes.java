package dev.tenon.experiments.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reader should know of the draws of a data set: what all have alike once, the rest by its worst case. */
final class DrawNotes {

    /**
     * Something found in a draw.
     *
     * @param about what it is about, the same words in each draw
     * @param count how much of it there is
     * @param sentence as a reader sees it, without a full stop
     */
    record Note(String about, int count, String sentence) {}

    private final Map<String, TreeMap<Long, Note>> found = new LinkedHashMap<>();
    private final TreeMap<Long, Boolean> seeds = new TreeMap<>();

    void add(long seed, List<Note> notes) {
        seeds.put(seed, true);
        notes.forEach(note ->
                found.computeIfAbsent(note.about(), about -> new TreeMap<>()).put(seed, note));
    }

    /** A sentence for each thing found. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (TreeMap<Long, Note> notes : found.values()) {
            Map.Entry<Long, Note> worst = notes.entrySet().iterator().next();
            for (Map.Entry<Long, Note> each : notes.entrySet()) {
                worst = each.getValue().count() > worst.getValue().count() ? each : worst;
            }
            boolean alike = notes.size() == seeds.size()
                    && notes.values().stream().map(Note::sentence).distinct().count() == 1;
            sentences.add(worst.getValue().sentence()
                    + (alike
                            ? ""
                            : ", with seed " + worst.getKey() + "; "
                                    + (notes.size() == 1 ? "with no other" : "there are such with " + notes.size())
                                    + " of " + seeds.size() + " seeds"));
        }
        return sentences;
    }
}
