package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenon look}, against the same analyses in the run itself. */
final class LookTest {

    @TempDir
    private Path folder = Path.of("");

    private Path run(String name, String more) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), """
                experiment: small
                data: {digits: {type: uci-digits}}
                defaults:
                  data: digits
                  train: {steps: 20, batch: 8, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
                arms:
                  staged:
                    stages:
                      - {id: first, layers: [{id: maps, type: conv2d, filters: 3, kernel: 3, activation: relu}, flatten, {type: dense, units: 10}]}
                      - {layers: [{use: first.maps, frozen: true}, {id: motifs, type: conv2d, filters: 2, kernel: 2}, flatten, {id: class, type: dense, units: 10}]}
                  linear: {layers: [flatten, {id: class, type: dense, units: 10}]}
                design: {seeds: 2}
                compare: {primary: test.accuracy}
                """ + more);
        Path run = folder.resolve(name);
        Cli done = Cli.run("run", file, "-q", "--out", run);
        assertEquals(Exit.OK, done.code(), done.err());
        return run;
    }

    private static List<String> pictures(String page, String heading) {
        String section = page.substring(page.indexOf("<h3>" + heading + "</h3>"));
        int end = section.indexOf("<h3>", 4);
        return Pattern.compile("data:image/png;base64,[^\"]+")
                .matcher(end < 0 ? section : section.substring(0, end))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void showsWhatTheAnalysesOfTheRunWouldHave() throws IOException {
        Path with = run("with", """
                analyses:
                  - {type: top-patches, of: motifs, arms: staged, units: 2}
                  - {type: activation-maximisation, of: class, units: 2}
                """);
        Path without = run("without", "");
        Cli look = Cli.run("look", without, "--units", 2);
        assertEquals(Exit.OK, look.code(), look.err());
        assertEquals(without.resolve("look.html").toString(), look.out().strip());
        String page = Files.readString(without.resolve("look.html"));
        String report = Files.readString(with.resolve("report.html"));
        List<String> patches = pictures(report, "top-patches");
        assertEquals(12, patches.size());
        assertEquals(patches, pictures(page, "motifs: the patches that excite each unit most"));
        assertTrue(patches.stream().distinct().count() > 6, "patches differ");
        List<String> maxima = pictures(page, "class: images that excite each unit most");
        assertEquals(8, maxima.size(), "two units of two arms, trained and untrained");
        assertTrue(page.contains("<h3>maps: the patches"), "the frozen layer too");
        assertFalse(Pattern.compile("(src|href)=\"?(https?:)?//").matcher(page).find(), "it stands by itself");
        assertEquals(Exit.OK, Cli.run("verify", without).code(), "the run is as it was");
        // The random starts are those of an analysis of another name.
        assertEquals(8, pictures(report, "activation-maximisation").size());
    }

    @Test
    void mistakesAreOneLine() throws IOException {
        Path run = run("blank", "report: {images: 0}\n");
        for (List<Object> words : List.<List<Object>>of(
                List.of("look", folder.resolve("nowhere")),
                List.of("look", run),
                List.of("look", run, "--units", 0),
                List.of("look", folder.resolve("blank.yaml")))) {
            Cli cli = Cli.run(words.toArray());
            assertFalse(cli.code() == Exit.OK, words::toString);
            assertEquals(1, cli.err().lines().count(), cli.err());
        }
    }
}
