package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.experiments.data.DataInputs.Draw;
import dev.tenon.experiments.data.DataInputs.Drawn;
import dev.tenon.experiments.data.DataInputs.LoadedColumn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.digest.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A data set with certain settings: what is known of those of its draws that were loaded, though none of them is in memory. */
final class DrawnSet {

    /** What one loading asked the scope for. */
    static final class Uses {
        /** Whether it drew from any stream, or folds divided it. */
        boolean random;
        /** Whether folds divided it. */
        boolean folded;
        /** Whether it drew from a stream that depends on the seed, for what it generates. */
        boolean generates;
        /** Whether which examples are for what depends on the seed. */
        boolean divides;
        /** The data sets it is built on. */
        final Set<DrawnSet> below = new LinkedHashSet<>();

        boolean varies() {
            return generates || divides || below.stream().anyMatch(DrawnSet::varies);
        }
    }

    private final String name;
    private final TreeMap<Long, DrawFacts> draws = new TreeMap<>();
    private final DrawNotes notes = new DrawNotes();
    private @Nullable Uses uses;
    private List<String> shapes = List.of();
    private List<LoadedColumn> sizes = List.of();
    private int examples;

    DrawnSet(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Whether seeds may differ in it; not before it was loaded once. */
    boolean varies() {
        return uses != null && uses.varies();
    }

    /** Whether the data seed may make a difference in it or in what it is built on. */
    boolean isRandom() {
        return uses != null && (uses.random || uses.below.stream().anyMatch(DrawnSet::isRandom));
    }

    /** Whether folds divide it or what it is built on. */
    boolean isFolded() {
        return uses != null && (uses.folded || uses.below.stream().anyMatch(DrawnSet::isFolded));
    }

    boolean isLoaded() {
        return uses != null;
    }

    /** The seed under which a draw is known: where seeds do not differ, that which was loaded. */
    long known(long seed) {
        return isLoaded() && !varies() ? draws.firstKey() : seed;
    }

    /** The digest of a draw, if it was loaded before. */
    Optional<String> digest(long seed) {
        return Optional.ofNullable(draws.get(known(seed)))
                .map(facts -> facts.draw().sha256());
    }

    /** Whether a draw that was loaded has the numbers that it had then. */
    boolean isUnchanged(long seed, Examples examples) {
        DrawFacts facts = draws.get(known(seed));
        return facts != null && facts.content() == DrawFacts.content(examples);
    }

    DrawNotes notes() {
        return notes;
    }

    /**
     * Remembers a draw.
     *
     * @param sha256 the digest of the examples
     * @param asked what loading them asked for
     * @throws IllegalStateException with what is wrong, if another network would be needed for it than for the draw before
     */
    void add(long seed, Examples loaded, String sha256, Uses asked) {
        List<String> own = shapes(loaded.columns());
        if (isLoaded() && !own.equals(shapes)) {
            throw new IllegalStateException(
                    "has " + own + " with seed " + seed + ", but " + shapes + " with seed "
                            + draws.firstKey()
                            + ", so that networks would differ between seeds; a data set gives the same columns whatever it draws");
        }
        if (!isLoaded()) {
            shapes = own;
            sizes = loaded.columns().stream()
                    .map(column ->
                            new LoadedColumn(column.name(), column.shape().size()))
                    .toList();
            examples = loaded.size();
        }
        uses = asked;
        draws.put(seed, DrawFacts.of(seed, loaded, sha256));
        notes.add(seed, DataNotes.of(name, loaded));
    }

    private static List<String> shapes(List<Column> columns) {
        return columns.stream()
                .map(column -> "column " + column.name() + " of " + column.kind() + " " + column.shape() + " "
                        + column.names())
                .toList();
    }

    /** What differs between the draws that were loaded; of a single one what may differ. */
    Drawn drawn() {
        if (!varies() || uses == null) {
            return Drawn.NOTHING;
        }
        boolean single = draws.size() == 1;
        boolean others = single
                || draws.values().stream().map(DrawFacts::content).distinct().count() > 1;
        if (uses.generates && others) {
            return Drawn.GENERATED;
        }
        Drawn own = Drawn.NOTHING;
        if (single
                ? uses.divides
                : draws.values().stream().map(DrawFacts::test).distinct().count() > 1) {
            own = Drawn.SPLIT;
        } else if (draws.values().stream().map(DrawFacts::train).distinct().count() > 1) {
            own = Drawn.TRAINING;
        }
        boolean alike = !others && own == Drawn.NOTHING;
        for (DrawnSet below : uses.below) {
            own = !alike && below.drawn().compareTo(own) > 0 ? below.drawn() : own;
        }
        return own;
    }

    /** As a run records it. */
    LoadedSet loaded() {
        Drawn drawn = drawn();
        if (drawn == Drawn.NOTHING
                && draws.values().stream()
                                .map(facts -> facts.draw().sha256())
                                .distinct()
                                .count()
                        == 1) {
            Draw only = draws.values().iterator().next().draw();
            return new LoadedSet(name, examples, sizes, only.sha256(), only.train());
        }
        MessageDigest all = Digests.start();
        draws.values()
                .forEach(facts -> all.update(
                        (facts.draw().seed() + " " + facts.draw().sha256() + "\n").getBytes(StandardCharsets.UTF_8)));
        return new LoadedSet(
                name,
                examples,
                sizes,
                Digests.text(all),
                drawn,
                draws.values().stream().map(DrawFacts::draw).toList());
    }
}
