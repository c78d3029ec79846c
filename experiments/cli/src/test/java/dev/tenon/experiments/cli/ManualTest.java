package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the manual's pages say is so: their commands run, one after the other, in one folder for each page; their files and the parts
 * of files hold no error; and their links lead somewhere.
 *
 * <p>A block {@code ```yaml NAME} is saved under that name, {@code ```yaml} alone is put into the file of the first steps.
 * {@code ```sh} holds commands, {@code ```sh exit=2} those that end with that code, and {@code ```text} lines that the commands
 * before it printed.
 */
final class ManualTest {

    private static final Path SOURCES = sources();
    private static final Path MANUAL = SOURCES.resolve("experiments/manual");
    private static final Pattern BLOCK =
            Pattern.compile("^```(yaml|sh|text)(?: ([^\\n]*))?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @TempDir
    private Path folder = Path.of("");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(MANUAL)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** All pages of the project, the manual's among them. */
    static List<Path> allPages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String part : List.of(".", ".github", "api", "backend-cpu", "backend-opencl", "experiments", "plugins")) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(part), part.equals(".") ? 1 : 5)) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .map(Path::normalize)
                        .forEach(pages::add);
            }
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatAPageShowsWorks(Path page) throws IOException, InterruptedException {
        Matcher block = BLOCK.matcher(Files.readString(page));
        StringBuilder printed = new StringBuilder();
        while (block.find()) {
            String argument = block.group(2) == null ? "" : block.group(2);
            String text = block.group(3);
            switch (block.group(1)) {
                case "yaml" -> check(argument, text);
                case "sh" -> {
                    int code = argument.isEmpty() ? 0 : Integer.parseInt(argument.substring("exit=".length()));
                    for (String line : text.lines().toList()) {
                        printed.append(run(line, code));
                    }
                }
                default ->
                    text.lines().forEach(line -> assertTrue(printed.indexOf(line) >= 0, line + "\nin\n" + printed));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void linksLeadSomewhere(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            Path target = page.resolveSibling(link.group(1)).normalize();
            assertTrue(Files.exists(target), page + " links to " + link.group(1));
        }
    }

    /** {@code -Dgolden.update=true} writes the page anew. */
    @Test
    void theReferenceIsWhatDescribePrints() throws IOException {
        String now = Cli.run("describe", "--markdown").out();
        Path page = MANUAL.resolve("reference.md");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, now);
        }
        assertEquals(Files.readString(page), now);
    }

    private void check(String name, String text) throws IOException {
        Path file = folder.resolve(name.isEmpty() ? "part.yaml" : name);
        Files.writeString(file, name.isEmpty() ? withRest(text) : text);
        Cli check = Cli.run("check", file);
        assertEquals(Exit.OK, check.code(), check.err() + "\n" + text);
    }

    /** A part of a file with the other keys of the first steps' file. */
    private static String withRest(String part) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(MANUAL.resolve("first-steps.md")));
        do {
            assertTrue(block.find(), "the first steps have a file");
        } while (!"filters.yaml".equals(block.group(2)));
        Map<String, String> keys = topLevel(block.group(3));
        Map<String, String> own = topLevel(part);
        assertFalse(own.isEmpty(), part);
        keys.putAll(own);
        if (own.containsKey("arms")) {
            keys.remove("compare");
        }
        return String.join("", keys.values());
    }

    private static Map<String, String> topLevel(String yaml) {
        Map<String, String> keys = new LinkedHashMap<>();
        String key = "";
        for (String line : yaml.lines().toList()) {
            if (!line.startsWith(" ")) {
                key = line.substring(0, line.indexOf(':'));
            }
            keys.merge(key, line + "\n", String::concat);
        }
        return keys;
    }

    private String run(String line, int code) throws IOException, InterruptedException {
        List<String> words = List.of(line.strip().split(" +", -1));
        assertEquals("tenon", words.getFirst(), line);
        Path errors = folder.resolve("err.txt");
        Process process = OwnProcess.tenon(
                folder, errors, List.of(), words.subList(1, words.size()).toArray());
        assertTrue(process.waitFor(300, TimeUnit.SECONDS), line);
        assertEquals(code, process.exitValue(), line + "\n" + Files.readString(errors));
        return Files.readString(folder.resolve("out.txt"));
    }

    /** The root of the sources; Maven runs tests in the folder of their module. */
    private static Path sources() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(".mvn"))) {
            folder = Objects.requireNonNull(folder.getParent());
        }
        return folder;
    }
}
