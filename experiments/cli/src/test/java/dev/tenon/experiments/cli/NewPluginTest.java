package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.layer.Layer;
import dev.tenon.experiments.author.Template;
import dev.tenon.testkit.LayerContract;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code tenon new-plugin} writes. That it builds offline, and runs, is tried by {@code .ci/plugins}. */
final class NewPluginTest {

    private static final Pattern PLUGIN =
            Pattern.compile("<artifactId>(maven-[a-z]+-plugin)</artifactId>\\s*<version>([^<]+)</version>");

    @TempDir
    private Path folder;

    private Path written(Template template) {
        Path project = folder.resolve("my-own");
        Cli cli = Cli.run("new-plugin", template.word(), project, "--package", "org.lab.own");
        assertEquals("", cli.err());
        assertEquals(Exit.OK, cli.code());
        assertTrue(cli.out().contains("my-own"), cli.out());
        return project;
    }

    private static List<Path> files(Path project) throws IOException {
        try (Stream<Path> all = Files.walk(project)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Path of(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @ParameterizedTest
    @EnumSource(Template.class)
    void isAProjectOfItsOwnNameThatCompilesWithoutAWarning(Template template)
            throws IOException, URISyntaxException, InterruptedException {
        Path project = written(template);
        List<Path> files = files(project);
        List<String> names =
                files.stream().map(file -> project.relativize(file).toString()).toList();
        assertTrue(
                names.containsAll(List.of(
                        ".mvn/find-jdk.sh",
                        "README.md",
                        "mvnw",
                        "pom.xml",
                        "src/main/java/module-info.java",
                        "src/main/java/org/lab/own/MyOwn.java",
                        "src/test/java/org/lab/own/MyOwnTest.java")),
                names::toString);
        for (Path file : files) {
            String text = Files.readString(file);
            assertFalse(
                    Pattern.compile(
                                    "(?i)\\b(swish|channel-?scale|lion|stripes|squared-?hinge|log-?cosh|worst-?side|inverse-?root|truncated-?normal|solarize|silent-?units|best-?and-?worst|loss-?lines|in-?turn|loops)(Test)?\\b")
                            .matcher(text)
                            .find(),
                    () -> file + " has a name of the example: " + text);
        }
        assertTrue(Files.isExecutable(project.resolve("mvnw")));
        assertEquals(Files.readString(Path.of("..", "..", "mvnw")), Files.readString(project.resolve("mvnw")));
        assertTrue(Files.readString(project.resolve("README.md")).contains("target/my-own-1.0.0.jar"));
        String pom = Files.readString(project.resolve("pom.xml"));
        assertTrue(pom.contains("<groupId>org.lab</groupId>\n  <artifactId>my-own</artifactId>"), pom);

        List<String> sources =
                names.stream().filter(name -> name.endsWith(".java")).toList();
        List<String> main =
                sources.stream().filter(name -> name.startsWith("src/main")).toList();
        List<String> test =
                sources.stream().filter(name -> name.startsWith("src/test")).toList();
        // As an author has it: nothing but the api on the module path.
        assertEquals(
                "",
                compile(
                        project,
                        main,
                        "-d",
                        "classes",
                        "--module-path",
                        of(Layer.class).toString()));
        String tests = String.join(
                java.io.File.pathSeparator,
                "classes",
                of(Layer.class).toString(),
                of(LayerContract.class).toString(),
                of(Test.class).toString());
        compile(project, test, "-d", "test-classes", "--class-path", tests);
    }

    /** Compiles, and gives what was said of it. */
    private static String compile(Path project, List<String> sources, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "javac").toString(), "-Xlint:all"));
        command.addAll(List.of(options));
        command.addAll(sources);
        Process javac = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(javac.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, javac.exitValue(), said);
        return said;
    }

    @Test
    void helpNamesEachTemplate() {
        String help = Cli.run("new-plugin", "--help").out().replaceAll("\\s+", " ");
        assertTrue(
                help.contains(" KIND " + String.join(", ", Template.words()).replace(", backend", " or backend.")),
                help);
    }

    @Test
    void aLayerIsUnder60LinesAnOptimizerUnder40AndOthersUnder80() throws IOException {
        assertTrue(lines(written(Template.LAYER), "MyOwn.java", "module-info.java") < 60);
        Files.move(folder.resolve("my-own"), folder.resolve("layer"));
        assertTrue(lines(written(Template.OPTIMIZER), "MyOwn.java") < 40);
        Files.move(folder.resolve("my-own"), folder.resolve("optimizer"));
        for (Template template : List.of(
                Template.DATASET, Template.ANALYSIS, Template.REPORT_SECTION, Template.TRACKER, Template.LAUNCHER)) {
            assertTrue(lines(written(template), "MyOwn.java", "module-info.java") < 80, template.word());
            Files.move(folder.resolve("my-own"), folder.resolve(template.word()));
        }
    }

    private static long lines(Path project, String... names) throws IOException {
        long lines = 0;
        for (Path file : files(project)) {
            if (List.of(names).contains(String.valueOf(file.getFileName()))) {
                lines += Files.readString(file).lines().count();
            }
        }
        assertTrue(lines > 20, "lines: " + lines);
        return lines;
    }

    /** What the project's build needs is what Tenon's own build has fetched, and Tenon's version is this one. */
    @ParameterizedTest
    @EnumSource(Template.class)
    void needsTheVersionsThatTenonIsBuiltWith(Template template) throws IOException {
        String pom = Files.readString(written(template).resolve("pom.xml"));
        String parent = Files.readString(Path.of("..", "..", "pom.xml"));
        Matcher version = Pattern.compile("<artifactId>tenon</artifactId>\\s*<version>([^<]+)<")
                .matcher(parent);
        assertTrue(version.find());
        assertTrue(pom.contains("<tenon.version>" + version.group(1) + "</tenon.version>"), pom);
        Map<String, String> ours = versions(parent);
        Map<String, String> theirs = versions(pom);
        assertTrue(theirs.size() >= 5, theirs::toString);
        theirs.forEach((plugin, found) -> assertEquals(ours.get(plugin), found, plugin));
    }

    private static Map<String, String> versions(String pom) {
        Map<String, String> versions = new LinkedHashMap<>();
        Matcher plugin = PLUGIN.matcher(pom);
        while (plugin.find()) {
            versions.put(plugin.group(1), plugin.group(2));
        }
        return versions;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            layr my-own                          | there is no template "layr"; did you mean "layer"?
            layer MyOwn                          | "MyOwn" cannot name a plugin: a name is lower case
            layer my--own                        | "my--own" cannot name a plugin
            layer relu                           | there is a layer relu already, of module dev.tenon.layers
            layer value                          | the class of "value" would be called Value, like something that its code
            optimizer record                     | the class of "record" would be called Record
            layer switch                         | "switch" is a Java keyword
            layer own --package Own              | "Own" cannot name a package
            layer own --package org.new.own      | "new" is a Java keyword
            layer own --package dev.tenon.layers | the packages in dev.tenon belong to somebody else
            layer taken                          | FOLDER/taken: is not empty; give a folder that is new or empty
            layer taken/file                     | FOLDER/taken/file: is a file; give a folder that is new or empty
            layer taken/file/own                 | FOLDER/taken/file/own: cannot be written: FOLDER/taken/file
            layer                                | Missing required parameter: 'DIR'
            """)
    void whatCannotBeIsSaidInALine(String line, String message) throws IOException {
        Files.createDirectories(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/file"), "mine");
        String[] words = line.split(" ", -1);
        Object[] arguments = new Object[words.length + 1];
        arguments[0] = "new-plugin";
        for (int i = 0; i < words.length; i++) {
            arguments[i + 1] = i == 1 ? folder.resolve(words[i]) : words[i];
        }
        Cli cli = Cli.run(arguments);
        assertEquals(Exit.USAGE, cli.code());
        String said = cli.err().replace(folder.toString(), "FOLDER");
        assertTrue(said.startsWith("tenon: " + message), said);
        assertEquals("mine", Files.readString(folder.resolve("taken/file")));
        assertEquals(List.of(folder.resolve("taken/file")), files(folder));
    }
}
