package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.data.DataInputs.Draw;
import dev.tenon.experiments.data.DataInputs.Drawn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of the data seeds draw. */
final class DataDrawsTest {

    private static final int SEEDS = 3;

    private final DataLoader loader = new DataLoader(Path.of(""));

    private static ExperimentSpec spec(String design) {
        return Trials.plan(Trials.services(), """
                experiment: draws
                data:
                  digits: {type: uci-digits}
                  plain: {type: standardize, from: digits}
                  scenes: {type: digit-scenes, from: digits, canvas: [10, 20], find: ["1"], digits: 1,
                    examples: {train: 20, validation: 0, test: 10}}
                  drawn: {type: written, thing: dot, images: [[[0]], [[1]]], signs: [-1, 1]}
                defaults: {data: digits, train: {epochs: 1, loss: softmax-cross-entropy}}
                arms: {a: {layers: [flatten, {type: dense, units: 10}]}}
                design: {seeds: 3%s}
                """.formatted(design)).first();
    }

    private void loadAll(ExperimentSpec spec) {
        for (long seed = 0; seed < SEEDS; seed++) {
            for (String name : spec.data().keySet()) {
                loader.load(spec, name, seed);
            }
        }
    }

    private Drawn drawn(String name) {
        return set(name).drawn();
    }

    private LoadedSet set(String name) {
        return loader.inputs().sets().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int[] sorted(Examples examples, Split split) {
        int[] members = examples.split(split);
        Arrays.sort(members);
        return members;
    }

    @Test
    void whatIsGivenIsDividedAnewAndWhatIsGeneratedIsMadeAnew() {
        ExperimentSpec spec = spec("");
        loadAll(spec);
        assertEquals(Drawn.SPLIT, drawn("digits"));
        assertEquals(Drawn.SPLIT, drawn("plain"), "its pixels depend on the training split, but it generates nothing");
        assertEquals(Drawn.GENERATED, drawn("scenes"));
        assertEquals(Drawn.NOTHING, drawn("drawn"));
        assertEquals(List.of(), set("drawn").draws());
        assertEquals(
                List.of(0L, 1L, 2L),
                set("digits").draws().stream().map(Draw::seed).toList());
        Draw draw = set("digits").draws().getLast();
        assertEquals(1797, draw.train() + draw.validation() + draw.test());
        Examples zero = loader.load(spec, "digits", 0);
        Examples one = loader.load(spec, "digits", 1);
        assertArrayEquals(zero.images(), one.images());
        assertFalse(Arrays.equals(sorted(zero, Split.TEST), sorted(one, Split.TEST)));
        assertSame(loader.load(spec, "drawn", 0), loader.load(spec, "drawn", 2));
        assertFalse(Arrays.equals(
                loader.load(spec, "scenes", 0).images(),
                loader.load(spec, "scenes", 1).images()));
    }

    /** A file that fixes its data has for all seeds what seed 0 has without that. */
    @Test
    void fixedDataAreThoseOfSeedZero() throws IOException {
        loadAll(spec(", fixed: [data, split]"));
        Set<Drawn> all = new HashSet<>();
        loader.inputs().sets().forEach(set -> all.add(set.drawn()));
        assertEquals(Set.of(Drawn.NOTHING), all);
        assertEquals(
                loader.load(spec(", fixed: [data, split]"), "digits", 0).split(Split.TRAIN).length,
                set("digits").train(),
                "how many there are to draw from");
        String digits = set("digits").sha256();
        DataLoader other = new DataLoader(Path.of(""));
        assertEquals(digits, Intake.of(other.load(spec(""), "digits", 0), 0).sha256());
    }

    @Test
    void eachSourceIsFixedByItself() {
        ExperimentSpec split = spec(", fixed: [split]");
        loadAll(split);
        assertEquals(Drawn.NOTHING, drawn("digits"));
        assertEquals(Drawn.GENERATED, drawn("scenes"));
        DataLoader other = new DataLoader(Path.of(""));
        ExperimentSpec data = spec(", fixed: [data]");
        for (long seed = 0; seed < SEEDS; seed++) {
            other.load(data, "scenes", seed);
        }
        assertEquals(
                Drawn.SPLIT,
                other.inputs().sets().stream()
                        .filter(set -> set.name().equals("scenes"))
                        .findFirst()
                        .orElseThrow()
                        .drawn(),
                "the same scenes of digits from other splits");
    }

    @Test
    void anotherDataSeedIsAnotherSetOfDraws() {
        Examples one = loader.load(spec(""), "digits", 1);
        Examples other = loader.load(spec(", data-seed: 5"), "digits", 1);
        assertFalse(Arrays.equals(one.split(Split.TEST), other.split(Split.TEST)));
    }

    @Test
    void foldsTestOnEachImageOnce() {
        ExperimentSpec spec = spec(", folds: 3");
        Set<Integer> tested = new HashSet<>();
        int count = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            int[] test = loader.load(spec, "digits", seed).split(Split.TEST);
            count += test.length;
            Arrays.stream(test).forEach(tested::add);
        }
        assertEquals(1797, count);
        assertEquals(1797, tested.size());
        assertEquals(Drawn.SPLIT, drawn("digits"));
        // Seeds 3 to 5 are folds of another division.
        assertFalse(Arrays.equals(
                sorted(loader.load(spec, "digits", 0), Split.TEST),
                sorted(loader.load(spec, "digits", 3), Split.TEST)));
    }

    /** The order in which draws are loaded, and how often, changes nothing that is recorded. */
    @Test
    void whatIsRecordedDoesNotDependOnTheOrder() {
        ExperimentSpec spec = spec("");
        loadAll(spec);
        DataLoader other = new DataLoader(Path.of(""));
        for (long seed = SEEDS - 1; seed >= 0; seed--) {
            other.load(spec, "scenes", seed);
            other.load(spec, "drawn", seed);
            other.load(spec, "plain", seed);
            other.load(spec, "plain", 0);
        }
        assertEquals(loader.inputs(), other.inputs());
        assertNotEquals(
                set("digits").draws().get(0).sha256(),
                set("digits").draws().get(1).sha256());
    }

    private static Examples megabyte() {
        return Examples.of(Shape.of(1, 1, 1 << 18), new float[1 << 18])
                .classes(new float[1], List.of("a"))
                .build();
    }

    @Test
    void memoryHoldsTheLastUsedDraws() {
        DrawCache<Integer> cache = new DrawCache<>((5 << 20) / 2);
        Examples first = megabyte();
        cache.put(1, first, 1);
        cache.put(2, megabyte(), 1);
        assertSame(first, cache.get(1).orElseThrow());
        cache.put(3, megabyte(), 1);
        assertTrue(cache.get(2).isEmpty(), "2 was not used for longest");
        assertTrue(cache.get(1).isPresent());
        assertTrue(cache.get(3).isPresent());
        DrawCache<Integer> small = new DrawCache<>(1);
        small.put(1, first, 2);
        small.put(2, megabyte(), 2);
        small.put(3, megabyte(), 2);
        assertTrue(small.get(1).isEmpty());
        assertTrue(small.get(2).isPresent(), "a few are kept whatever they take");
    }

    @Test
    void notesOfDrawsAreSaidOnceOrByTheWorst() {
        DrawNotes notes = new DrawNotes();
        notes.add(0, List.of(new DrawNotes.Note("a", 1, "a is so")));
        notes.add(1, List.of(new DrawNotes.Note("a", 1, "a is so"), new DrawNotes.Note("b", 2, "2 are copies")));
        notes.add(2, List.of(new DrawNotes.Note("a", 1, "a is so"), new DrawNotes.Note("b", 3, "3 are copies")));
        assertEquals(
                List.of("a is so", "3 are copies, with seed 2; there are such with 2 of 3 seeds"), notes.sentences());
    }
}
