package dev.tenon.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReportTest {

    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\\s+[a-zA-Z][a-zA-Z0-9:-]*(?:=\"[^\"<]*\")?)*)\\s*(/?)>");

    private static String html(ExperimentResult result) {
        return Report.html(result, ExperimentComparison.of(result, metric -> !metric.endsWith(".loss")));
    }

    @Test
    void everyTagIsClosedAndEveryAttributeQuoted() {
        for (ExperimentResult result : List.of(Fakes.byHand(), Fakes.tenFromOneAndZero(), Fakes.hostile())) {
            String html = html(result);
            assertTrue(html.startsWith("<!DOCTYPE html>"), html.substring(0, 80));
            String body = html.substring("<!DOCTYPE html>".length());
            Matcher tag = TAG.matcher(body);
            Deque<String> open = new ArrayDeque<>();
            int tags = 0;
            while (tag.find()) {
                tags++;
                if (!tag.group(1).isEmpty()) {
                    assertEquals(open.pop(), tag.group(2));
                } else if (tag.group(4).isEmpty()) {
                    open.push(tag.group(2));
                }
            }
            assertTrue(open.isEmpty(), "left open: " + open);
            assertEquals(body.chars().filter(c -> c == '<').count(), tags, "every < begins a tag");
        }
    }

    @Test
    void namesAreTextAndNothingElse() {
        String html = html(Fakes.hostile());
        assertFalse(html.contains("<script"));
        assertTrue(html.contains("&lt;script>alert(") || html.contains("&lt;script&gt;alert("));
        assertTrue(html.chars().noneMatch(c -> c == 0x1b || c == 0x202e));
        assertFalse(Pattern.compile("\\son[a-z]+=").matcher(html).find(), "event handlers");
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        String html = html(Fakes.tenFromOneAndZero());
        assertFalse(html.contains("<link"));
        assertFalse(html.contains("@import"));
        assertFalse(html.contains("url("));
        String withoutNames = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        assertFalse(withoutNames.contains("http:") || withoutNames.contains("https:"));
        Matcher source = Pattern.compile("(?:src|href)=\"([^\"]{0,30})").matcher(html);
        while (source.find()) {
            String to = source.group(1);
            assertTrue(
                    to.startsWith("data:image/png;base64,")
                            || (to.startsWith("#") && html.contains("id=\"" + to.substring(1) + "\"")),
                    to);
        }
    }

    @Test
    void oneResultGivesOnePage() {
        assertEquals(html(Fakes.tenFromOneAndZero()), html(Fakes.tenFromOneAndZero()));
    }

    @Test
    void theAnswerComesFirstAndEveryPartIsThere() {
        String html = html(Fakes.tenFromOneAndZero());
        int question = html.indexOf("Does composing");
        int conclusion = html.indexOf("Compared with whole on test.auroc");
        int result = html.indexOf("id=\"result\"");
        assertTrue(0 < question && question < conclusion && conclusion < result);
        for (String part :
                List.of("examples", "positions", "firing", "filters", "maps", "similarity", "curves", "how")) {
            assertTrue(html.contains("<h2 id=\"" + part + "\">"), part);
        }
        assertTrue(html.contains("Of 60 trials of deep, 2 diverged"));
        assertTrue(html.contains("deep/train.examples=16/seed-7"));
        assertTrue(html.contains("mlp: not shown, because activations after its first layer have no position."));
    }

    @Test
    void labelsOfPartsStandApartFromThoseOfWholes() {
        ExperimentResult result = Fakes.composed();
        String html = html(result);
        assertTrue(html.contains(">of parts</th>"), html);
        assertTrue(html.contains("their labels; those of parts count like those of wholes."));
        assertTrue(html.contains("Labels learned from: whole 64; composed 32 and 32 of parts."));
        assertTrue(TextReport.of(result, ExperimentComparison.of(result, metric -> true))
                .matches("(?s).*labels +of parts.*"));
        assertFalse(html(Fakes.tenFromOneAndZero()).contains("of parts"));
    }

    @Test
    void convolutionByHandShowsItsNumbers() {
        String html = html(Fakes.byHand());
        assertTrue(html.contains("aria-label=\"cross: filter : -1 1 -1; 1 -1 1; -1 1 -1\""), html);
        assertTrue(html.contains("aria-label=\"cross: conv2d : -1 5 -5; 3 -5 9; -1 5 -5\""));
        assertTrue(html.contains("aria-label=\"present: global-max-pool : 9\""));
        assertFalse(html.contains("<h2 id=\"filters\">"));
    }
}
