package dev.tenon.experiments.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.DatasetName;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Padding;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.NodeReader;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.YamlWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type that a setting may have, there and back. */
final class BinderTest {

    private enum Order {
        FIRST_COME,
        LAST_IN
    }

    private record Inner(int value, Optional<String> note) {}

    private record All(
            int whole,
            long wide,
            float single,
            @Range(min = 0, above = true) double decimal,
            boolean truth,
            String text,
            Order order,
            Path path,
            DatasetName from,
            @Default("[2, 3]") Size size,
            @Default("same") Padding padding,
            Optional<Integer> maybe,
            @Default("[]") List<Order> orders,
            @Default("{}") Map<String, List<Object>> anything,
            Inner inner) {}

    private static final String GOOD =
            "{whole: -3, wide: 9007199254740993, single: 0.1, decimal: 1e-3, truth: true, text: 007, order: last-in,"
                    + " path: a/b.txt, from: digits, orders: [first-come], anything: {a.b: [1, 2.5, yes, ~, [x]]},"
                    + " inner: {value: +4}}";

    private final Problems problems = new Problems();

    private Optional<All> bind(String yaml) {
        Node node = NodeReader.read(yaml, NodeReader.Origin.of("t"), problems).orElseThrow();
        return new Binder(Services.of(), problems).record(All.class, (Node.Mapping) node, "all", List.of());
    }

    private String mistakes() {
        return String.join(
                "\n", problems.sorted().stream().map(Problem::message).toList());
    }

    @Test
    void bindsEveryType() {
        All all = bind(GOOD).orElseThrow();
        assertEquals("", mistakes());
        All expected = new All(
                -3,
                9007199254740993L,
                0.1f,
                0.001,
                true,
                "007",
                Order.LAST_IN,
                Path.of("a", "b.txt"),
                new DatasetName("digits"),
                new Size(2, 3),
                Padding.named("same"),
                Optional.empty(),
                List.of(Order.FIRST_COME),
                Map.of("a.b", List.of(1L, 2.5, "yes", Optional.empty(), List.of("x"))),
                new Inner(4, Optional.empty()));
        assertEquals(expected, all);
    }

    @Test
    void writesWhatItReads() {
        All all = bind(GOOD).orElseThrow();
        String written = YamlWriter.line(SettingsWriter.record(all));
        assertEquals(all, bind(written).orElseThrow(), written);
        assertEquals("", mistakes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whole: -3 | whole: 2147483648 | a whole number from -2147483648 to 2147483647",
                "whole: -3 | whole: 0x10 | not \"0x10\"",
                "whole: -3 | whole: | takes a whole number, not nothing",
                "wide: 9007199254740993 | wide: 99999999999999999999 | of at most 19 digits",
                "single: 0.1 | single: 1e39 | a number of a size that a float holds",
                "decimal: 1e-3 | decimal: 0 | \"decimal\" of all is above 0, not 0",
                "decimal: 1e-3 | decimal: .nan | takes a number, not \".nan\"",
                "truth: true | truth: on | takes true or false, not \"on\"; write true or false",
                "text: 007 | text: [a] | \"text\" of all takes a text, not a list",
                "order: last-in | order: last_in | did you mean \"last-in\"?",
                "orders: [first-come] | orders: first-come | not \"first-come\"; write [first-come]",
                "from: digits | from: {a: b} | \"from\" of all has no setting \"a\"",
                "inner: {value: +4} | inner: {value: 4, nite: x} | did you mean \"note\"?",
                "inner: {value: +4} | inner: 4 | \"inner\" of all takes a map of value and note, not 4",
            })
    void saysWhatIsWrong(String good, String bad, String message) {
        bind(GOOD.replace(good, bad));
        assertEquals(true, mistakes().contains(message), mistakes());
    }

    @Test
    void findsAllMistakesAtOnce() {
        assertEquals(Optional.empty(), bind("{whole: x, truth: 1, size: [1, 2, 3], extra: 0}"));
        assertEquals(12, problems.count(), mistakes());
    }
}
