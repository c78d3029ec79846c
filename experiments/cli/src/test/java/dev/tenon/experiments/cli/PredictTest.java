package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.report.draw.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenon predict}: what networks say of images that are given on the command line. */
final class PredictTest {

    @TempDir
    private Path folder;

    /** Bars that lie, stand or lean, 6 x 6, with a level of grey of their own. */
    private void pictures() throws IOException {
        for (int number = 0; number < 36; number++) {
            String kind = List.of("flat", "steep", "slant").get(number % 3);
            Raster picture = new Raster(6, 6);
            for (int row = 0; row < 6; row++) {
                for (int column = 0; column < 6; column++) {
                    boolean ink = switch (kind) {
                        case "flat" -> row == 1 + number % 4;
                        case "steep" -> column == 1 + number % 4;
                        default -> row == column;
                    };
                    int grey = ink ? 200 + number : 3 * number;
                    picture.set(row, column, (grey << 16) | (grey << 8) | grey);
                }
            }
            Path file = folder.resolve("bars/" + kind + "/" + String.format("%02d", number) + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, picture.png());
        }
    }

    private Path run(String data, String size) throws IOException {
        pictures();
        Path file = Files.writeString(folder.resolve("bars.yaml"), """
                experiment: bars
                data:
                  pictures: {type: image-folder, folder: bars, channels: 1%s, test: 0.5}
                  plain: {type: standardize, from: pictures}
                defaults: {data: %s, train: {epochs: 2, loss: softmax-cross-entropy}}
                arms:
                  linear: {layers: [flatten, {type: dense, units: 3}]}
                  conv: {layers: [{type: conv2d, filters: 2, kernel: 3}, flatten, {type: dense, units: 3}]}
                design: {seeds: 2}
                """.formatted(size, data));
        Path run = folder.resolve("run");
        Cli done = Cli.run("run", file, "--out", run, "--quiet");
        assertEquals(Exit.OK, done.code(), done.err());
        return run;
    }

    private static List<String[]> rows(Cli cli) {
        assertEquals(Exit.OK, cli.code(), cli.err());
        return cli.out().lines().map(line -> line.split(",", -1)).toList();
    }

    /** The same outputs, to the bit, as the run recorded for its test images. */
    private void sameAsRecorded(Path run) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String kind : List.of("flat", "slant", "steep")) {
            try (var all = Files.list(folder.resolve("bars/" + kind))) {
                files.addAll(all.sorted().toList());
            }
        }
        List<String> recorded = new ArrayList<>();
        for (String[] row : rows(Cli.run("predictions", run))) {
            if (row[0].equals("conv") && row[1].equals("1")) {
                String file = files.get(Integer.parseInt(row[2])).toString();
                recorded.add(file + "," + row[4] + ","
                        + String.join(",", Arrays.asList(row).subList(6, 9)));
            }
        }
        assertEquals(18, recorded.size());
        List<Object> words = new ArrayList<>(List.of("predict", run, "--arm", "conv", "--seed", "1", "--threads", "1"));
        recorded.forEach(line -> words.add(line.substring(0, line.indexOf(','))));
        Cli asked = Cli.run(words.toArray());
        List<String> lines = asked.out().lines().toList();
        assertEquals("file,answer,output-flat,output-slant,output-steep", lines.getFirst(), asked.err());
        assertEquals(recorded, lines.subList(1, lines.size()));
    }

    @Test
    void answersAreTheBitsThatTheRunRecorded() throws IOException {
        sameAsRecorded(run("pictures", ""));
    }

    @Test
    void picturesAreBroughtToTheSizeAndStandardizedAsTheRunsWere() throws IOException {
        sameAsRecorded(run("plain", ", size: [5, 7]"));
    }

    @Test
    void allSeedsGiveTheirMean() throws IOException {
        Path run = run("pictures", "");
        Path out = folder.resolve("answers.csv");
        Path asked = folder.resolve("bars/steep");
        assertEquals(
                Exit.OK,
                Cli.run("predict", run, asked, "--arm", "linear", "--all-seeds", "--out", out)
                        .code());
        Map<String, double[]> means = new HashMap<>();
        for (int seed = 0; seed < 2; seed++) {
            for (String[] row : rows(Cli.run("predict", run, asked, "--trial", "linear/seed-" + seed))) {
                if (!row[0].equals("file")) {
                    double[] mean = means.computeIfAbsent(row[0], key -> new double[3]);
                    for (int unit = 0; unit < 3; unit++) {
                        mean[unit] += Float.parseFloat(row[2 + unit]) / 2.0;
                    }
                }
            }
        }
        List<String> lines = Files.readAllLines(out);
        assertEquals(13, lines.size());
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",", -1);
            double[] found = {Double.parseDouble(row[2]), Double.parseDouble(row[3]), Double.parseDouble(row[4])};
            assertArrayEquals(means.getOrDefault(row[0], new double[0]), found, 1e-6, line);
        }
        Cli again = Cli.run("predict", run, asked, "--arm", "linear", "--out", out);
        assertEquals(Exit.USAGE, again.code());
        assertTrue(again.err().contains("exists already"), again.err());
        assertEquals(lines, Files.readAllLines(out));
    }

    @Test
    void masksAreFilesWhoseSamplesAreClasses() throws IOException {
        Path file = Files.writeString(folder.resolve("masks.yaml"), """
                experiment: masks
                data:
                  digits: {type: uci-digits}
                  scenes: {type: digit-scenes, from: digits, canvas: [16, 20], find: ["1"], also: [mask],
                    examples: {train: 8, validation: 2, test: 4}}
                arms:
                  net:
                    data: scenes
                    train: {epochs: 1, objective: [{loss: softmax-cross-entropy, against: mask}]}
                    layers: [{type: conv2d, filters: 11, kernel: 3, padding: same}]
                design: {seeds: 1}
                compare: {primary: test.accuracy}
                """);
        Path run = folder.resolve("run");
        Cli done = Cli.run("run", file, "--out", run, "--quiet");
        assertEquals(Exit.OK, done.code(), done.err());
        Raster picture = new Raster(20, 16);
        for (int row = 4; row < 12; row++) {
            picture.set(row, 9, 0xffffff);
        }
        Path scan = Files.write(folder.resolve("scan.png"), picture.png());
        Cli nowhere = Cli.run("predict", run, scan);
        assertEquals(Exit.USAGE, nowhere.code());
        assertTrue(nowhere.err().contains("name a folder for them with --out"), nowhere.err());
        Path out = folder.resolve("out");
        assertEquals(Exit.OK, Cli.run("predict", run, scan, "--out", out).code());
        byte[] png = Files.readAllBytes(out.resolve("scan.png"));
        assertEquals(20, png[19]);
        assertEquals(16, png[23]);
        assertEquals(3, png[25], "a palette");
    }

    @Test
    void mistakesAreToldInALine() throws IOException {
        Path run = run("pictures", "");
        Path large = Files.write(folder.resolve("large.png"), new Raster(9, 7).png());
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        says("large.png has 7 x 9 pixels, but the network takes 6 x 6", run, large, "--arm", "conv");
        says("text.png", run, text, "--arm", "conv");
        says("empty: holds no PNG, JPEG or TIFF file", run, empty, "--arm", "conv");
        says("missing.png: there is no such file or folder", run, folder.resolve("missing.png"), "--arm", "conv");
        says("name an arm with --arm; there are linear, conv", run, large);
        says("no arm \"conf\"; did you mean \"conv\"?", run, large, "--arm", "conf");
        says("arm conv has no seed 7; there are 0, 1", run, large, "--arm", "conv", "--seed", "7");
        says("no trial \"conv/seed-7\"", run, large, "--trial", "conv/seed-7");
        says("leave out --arm and --seed", run, large, "--arm", "conv", "--trial", "conv/seed-1");
        says("leave one out", run, large, "--arm", "conv", "--seed", "1", "--all-seeds");
        says("there is no such folder", folder.resolve("nowhere"), large, "--arm", "conv");
        Files.delete(folder.resolve("bars/flat/00.png"));
        says("is not what it was in the run", run, folder.resolve("bars"), "--arm", "conv");
    }

    private static void says(String words, Object... args) {
        List<Object> all = new ArrayList<>(List.of("predict"));
        all.addAll(List.of(args));
        Cli cli = Cli.run(all.toArray());
        assertEquals(Exit.USAGE, cli.code(), cli.err());
        assertTrue(cli.err().contains(words), cli.err());
        assertEquals(1, cli.err().lines().count(), cli.err());
        assertEquals("", cli.out());
    }
}
