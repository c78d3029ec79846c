package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanCommandTest {

    private static final String MLP =
            "  mlp: {layers: [flatten, {type: dense, units: 8, activation: relu}, {type: dense, units: 10}]}\n";

    @TempDir
    private Path folder = Path.of("");

    private Path run(String arms, int seeds, String compare) throws IOException {
        Path file = Files.writeString(
                folder.resolve("pilot.yaml"),
                """
                experiment: pilot
                data: {digits: {type: uci-digits}}
                defaults: {data: digits, train: {examples: 20, epochs: 1, loss: softmax-cross-entropy}}
                arms:
                  linear: {layers: [flatten, {type: dense, units: 10}]}
                """ + arms + "design: {seeds: " + seeds + "}\ncompare: {" + compare + "}\n");
        Path out = folder.resolve("run-" + seeds);
        Cli cli = Cli.run("run", file, "--out", out, "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
        return out;
    }

    @Test
    void seedsAreCountedFromAPilot() throws IOException {
        Path pilot = run(MLP, 4, "relevant: 0.2");
        Cli cli = Cli.run("plan", pilot);
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(
                cli.out()
                        .replace('\n', ' ')
                        .startsWith(
                                "Seeds to find a difference of 0.2 in test.accuracy from linear in 80 % of experiments, over"
                                        + " other splits "),
                cli.out());
        assertTrue(cli.out().contains("\nmlp  4 seeds  "), cli.out());
        assertTrue(cli.out().replace('\n', ' ').contains("t-tests at 0.05."), cli.out());
        Cli small = Cli.run("plan", pilot, "--effect", "0.00001");
        assertTrue(small.out().replace('\n', ' ').contains("because all of them divide the same images"), small.out());
    }

    @Test
    void whatCannotBePlannedIsSaid() throws IOException {
        Path two = run(MLP, 2, "");
        Cli none = Cli.run("plan", two);
        assertEquals(Exit.USAGE, none.code());
        assertTrue(none.err().contains("say which difference matters: --effect 0.01"), none.err());
        Cli few = Cli.run("plan", two, "--effect", "0.1");
        assertEquals(Exit.USAGE, few.code());
        assertTrue(few.err().contains("has fewer than 3 seeds"), few.err());
        assertTrue(Cli.run("plan", two, "--effect", "-1").err().contains("above 0, not -1.0"));
        assertTrue(Cli.run("plan", two, "--effect", "1", "--power", "2").err().contains("--power is from 0.5"));
        Cli alone = Cli.run("plan", run("", 3, ""), "--effect", "0.1");
        assertEquals(Exit.USAGE, alone.code());
        assertTrue(alone.err().contains("has only one arm"), alone.err());
    }
}
