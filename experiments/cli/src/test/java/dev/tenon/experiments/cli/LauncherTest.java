package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The start script, with JDKs that are scripts which say how they were started. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    @TempDir
    private Path folder;

    private Path launcher = Path.of("");

    @BeforeEach
    void install() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("dist/bin"));
        launcher = Files.copy(Path.of("src/dist/bin/tenon"), bin.resolve("tenon"));
        Files.copy(Path.of("../../.mvn/find-jdk.sh"), bin.resolve("find-jdk.sh"));
    }

    /** A folder that looks like a JDK. */
    private Path jdk(String place, String version) throws IOException {
        Path home = folder.resolve(place);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        String script = "#!/bin/sh\necho \"home ${0%/bin/java} locale ${LC_ALL:-} $*\"\necho from java >&9\n";
        for (String program : List.of("java", "javac")) {
            Files.setPosixFilePermissions(
                    Files.writeString(home.resolve("bin").resolve(program), script),
                    PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return home;
    }

    private String start(Map<String, String> environment, String redirections, String args)
            throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        ProcessBuilder builder = new ProcessBuilder(
                "sh", "-c", "sh '" + launcher + "' " + args + " " + redirections + "; echo \"code $?\"");
        for (String own : List.of("LC_ALL", "LANG", "LC_CTYPE", "JAVA_HOME", "TENON_JAVA_HOME", "TENON_JAVA_OPTIONS")) {
            builder.environment().remove(own);
        }
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the launcher does not end");
        return Files.readString(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "en_US.ISO-8859-1", "de_DE.UTF-8"})
    void fileNamesAreUtf8InEveryLocale(String locale) throws Exception {
        String said = start(Map.of("TENON_JDK", jdk("jdk", "25.0.3").toString(), "LC_ALL", locale), "", "check x");
        Matcher found = Pattern.compile("locale (\\S+)").matcher(said);
        assertTrue(found.find(), said);
        assertTrue(found.group(1).matches("(C|en_US)\\.(UTF-8|utf8)"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2>&-", "<&-", "<&- 2>&-"})
    void closedStreamsKeepNobodyFromStarting(String redirections) throws Exception {
        String said = start(Map.of("TENON_JDK", jdk("jdk", "25.0.3").toString()), redirections, "check x");
        assertTrue(said.contains("home " + folder.resolve("jdk")), said);
        assertEquals(!redirections.contains("2>"), said.contains("from java"), said);
        assertTrue(said.endsWith("code 0\n"), said);
    }

    @Test
    void aClosedStandardOutputStillCannotBeWritten() throws Exception {
        String said = start(Map.of("TENON_JDK", jdk("jdk", "25.0.3").toString()), ">&-", "check x");
        assertFalse(said.contains("home"), said);
        assertTrue(said.contains("from java"), said);
    }

    /** What JAVA_HOME has, what lies in a usual folder, and which is taken. */
    @ParameterizedTest
    @CsvSource({
        "25.0.3, 25.0.4, first",
        "25.0.2, 25.0.3, second",
        "25,     25.0.10, second",
        "25.0.2, 25.1.0, second",
        "25.0.2, 17.0.9, first",
        "17.0.9, 25.0.3, second"
    })
    void anUpdateWithoutTheFaultIsPreferred(String first, String second, String taken) throws Exception {
        Path home = jdk("first", first);
        jdk(".jdks/second", second);
        // Of the JDKs that this machine has none may stand in for one that is missing.
        String path = jdk("path", "17.0.1").resolve("bin") + ":" + System.getenv("PATH");
        boolean alone = second.startsWith("17");
        Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", home.toString(), "PATH", path));
        if (alone) {
            environment.put("TENON_JAVA_HOME", home.toString());
        }
        String said = start(environment, "", "check x");
        assertTrue(said.contains("home " + folder.resolve(taken.equals("first") ? "first" : ".jdks/second")), said);
        assertFalse(said.contains("JDK-8377811"), said);
    }

    @Test
    void whoAsksForTheCollectorWithTheFaultIsTold() throws Exception {
        String old = jdk("old", "25.0.2").toString();
        String g1 = "-XX:-UseSerialGC -XX:+UseG1GC";
        String said = start(Map.of("TENON_JAVA_HOME", old, "TENON_JAVA_OPTIONS", g1), "", "check x");
        assertTrue(said.contains("JDK 25.0.2") && said.contains("25.0.3 or later"), said);
        String mended = jdk("new", "25.0.3").toString();
        said = start(Map.of("TENON_JAVA_HOME", mended, "TENON_JAVA_OPTIONS", g1), "", "check x");
        assertFalse(said.contains("JDK-8377811"), said);
    }

    @Test
    void tooFewFilesAreToldBeforeJavaStarts() throws Exception {
        Path usual = launcher;
        launcher = Files.writeString(
                folder.resolve("few"), "ulimit -n 40; TENON_JDK=x; export TENON_JDK; exec sh '" + usual + "' \"$@\"");
        String said = start(Map.of(), "", "check x");
        assertTrue(said.startsWith("tenon: only 40 files may be open at once here"), said);
        assertTrue(said.endsWith("code 2\n"), said);
    }

    @Test
    void commandsThatTrainAreCommands() throws Exception {
        Matcher list = Pattern.compile("^ +(\\w+(?: \\| \\w+)*)\\) tenon_trains=yes", Pattern.MULTILINE)
                .matcher(Files.readString(launcher));
        assertTrue(list.find());
        CommandLine all = Commands.line(new TenonCommand());
        Stream.of(list.group(1).split(" \\| "))
                .forEach(name -> assertTrue(all.getSubcommands().containsKey(name), name));
    }
}
