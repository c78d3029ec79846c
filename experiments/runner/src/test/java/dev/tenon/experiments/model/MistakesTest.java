package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each mistake says: {@code mistakes/NAME.yaml} and the message, {@code NAME.txt}. Lines that start with
 * {@code # --set } are given on the command line. {@code -Dgolden.update=true} writes the messages anew; read them
 * as somebody who made the mistake.
 */
final class MistakesTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "mistakes");
    private static final String SET = "# --set ";
    private static final Services SERVICES = Services.installed();

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isExplained(String name) throws IOException {
        String said = said(name + ".yaml", Files.readString(FOLDER.resolve(name + ".yaml"))) + "\n";
        Path golden = FOLDER.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, said);
        }
        assertEquals(Files.readString(golden), said, "the message of " + name);
    }

    @Test
    void areMany() throws IOException {
        assertTrue(names().size() >= 60);
    }

    @Test
    void messagesHaveTheirFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            long messages =
                    files.filter(file -> file.toString().endsWith(".txt")).count();
            assertEquals(names().size(), messages);
        }
    }

    private static String said(String file, String text) {
        List<String> options = text.lines()
                .filter(line -> line.startsWith(SET))
                .map(line -> line.substring(SET.length()))
                .toList();
        try {
            Plan plan = new PlanReader(SERVICES, NetworkSizes::of)
                    .read(file, text, options, Optional.of(FOLDER.toAbsolutePath()));
            List<Problem> problems = Checker.check(plan, new DataLoader(FOLDER), SERVICES, Trials.NO_RUNS);
            return problems.isEmpty() ? "no mistake" : String.valueOf(new SpecException(problems).getMessage());
        } catch (SpecException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
