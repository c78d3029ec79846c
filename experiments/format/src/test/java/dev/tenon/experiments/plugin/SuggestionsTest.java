package dev.tenon.experiments.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionsTest {

    private static final List<String> LAYERS =
            List.of("conv2d", "dense", "max-pool", "average-pool", "global-max-pool", "relu", "leaky-relu", "flatten");

    @ParameterizedTest
    @CsvSource({
        "conv, conv2d",
        "conv2D, conv2d",
        "dnese, dense",
        "MaxPool, max-pool",
        "max_pool2d, max-pool",
        "avg-pool, average-pool",
        "linear, dense",
        "flaten, flatten",
        "leakyrelu, leaky-relu"
    })
    void findsSlipsAndOtherToolsWords(String written, String meant) {
        assertEquals(Optional.of(meant), Suggestions.to(written, LAYERS));
    }

    @ParameterizedTest
    @CsvSource({
        "recall, sensitivity",
        "ECE, calibration-error",
        "jaccard, mean-iou",
        "R2, r-squared",
        "L1, mean-absolute-error"
    })
    void knowsOtherToolsMetrics(String written, String meant) {
        assertEquals(
                Optional.of(meant),
                Suggestions.to(
                        written,
                        List.of(
                                "accuracy",
                                "sensitivity",
                                "calibration-error",
                                "mean-iou",
                                "r-squared",
                                "mean-absolute-error")));
    }

    @ParameterizedTest
    @CsvSource({"transformer", "x", "batch-norm", "'-'"})
    void staysSilentWhereNothingIsNear(String written) {
        assertEquals(Optional.empty(), Suggestions.to(written, LAYERS));
    }

    @Test
    void countsASwapAsOneSlip() {
        assertEquals(1, Suggestions.distance("trian", "train"));
        assertEquals(1, Suggestions.distance("filter", "filters"));
        assertEquals(5, Suggestions.distance("", "dense"));
        assertEquals(3, Suggestions.distance("kitten", "sitting"));
    }

    @Test
    void listsWhatThereIsOnlyWhileItCanBeRead() {
        assertEquals(
                "; did you mean \"a1\"? There are: a1, b1",
                Suggestions.hintAndList("a", List.of("b1", "a1"), "There are", ""));
        List<String> many = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> "name" + i)
                .toList();
        assertEquals("; see the list", Suggestions.hintAndList("zzzzzz", many, "There are", "see the list"));
        assertEquals("", Suggestions.hintAndList("zzzzzz", many, "There are", ""));
        assertEquals("; did you mean \"name7\"?", Suggestions.hintAndList("nam7", many, "There are", ""));
    }
}
