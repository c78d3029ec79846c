package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that come from files of other programs, which are written here by hand. */
final class WeightFilesTest {

    private static final int FILTERS = 2;
    private static final int SIDE = 6;
    private static final int CLASSES = 10;

    @TempDir
    private Path folder;

    /** Numbers that are exact in every kind of float. */
    private static float number(int... index) {
        int mixed = 7;
        for (int each : index) {
            mixed = mixed * 31 + each;
        }
        return (Math.floorMod(mixed, 33) - 16) / 16f;
    }

    /** A kernel [2, 1, 3, 3], filters first; a bias; a matrix [10, 72] whose inputs have the channels first. */
    private static Map<String, float[]> tensors() {
        float[] kernel = new float[FILTERS * 9];
        for (int filter = 0; filter < FILTERS; filter++) {
            for (int tap = 0; tap < 9; tap++) {
                kernel[filter * 9 + tap] = number(filter, tap);
            }
        }
        float[] matrix = new float[CLASSES * FILTERS * SIDE * SIDE];
        for (int unit = 0; unit < CLASSES; unit++) {
            for (int filter = 0; filter < FILTERS; filter++) {
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    matrix[(unit * FILTERS + filter) * SIDE * SIDE + pixel] = number(unit, filter, pixel);
                }
            }
        }
        Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put("features.0.weight", kernel);
        tensors.put("features.0.bias", new float[] {0.5f, -0.25f});
        tensors.put("classifier.weight", matrix);
        return tensors;
    }

    private static int[] shape(String name) {
        return switch (name) {
            case "features.0.weight" -> new int[] {FILTERS, 1, 3, 3};
            case "features.0.bias" -> new int[] {FILTERS};
            default -> new int[] {CLASSES, FILTERS * SIDE * SIDE};
        };
    }

    private static byte[] singles(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** As PyTorch's state dictionaries are: a counter of whole numbers is among them, and one tensor has 16 bits. */
    private static byte[] safetensors() {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        header.append(",\"bn.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}");
        numbers.writeBytes(new byte[8]);
        tensors().forEach((name, values) -> {
            boolean half = name.equals("features.0.bias");
            byte[] bytes = half ? new byte[2 * values.length] : singles(values);
            for (int i = 0; half && i < values.length; i++) {
                short bits = Float.floatToFloat16(values[i]);
                bytes[2 * i] = (byte) bits;
                bytes[2 * i + 1] = (byte) (bits >> 8);
            }
            header.append(String.format(
                    ",\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
                    name,
                    half ? "F16" : "F32",
                    Arrays.toString(shape(name)),
                    numbers.size(),
                    numbers.size() + bytes.length));
            numbers.writeBytes(bytes);
        });
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .array());
        file.writeBytes(text);
        file.writeBytes(numbers.toByteArray());
        return file.toByteArray();
    }

    private static byte[] field(int number, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((number << 3) | 2);
        int length = value.length;
        while (length > 127) {
            out.write((length & 127) | 128);
            length >>= 7;
        }
        out.write(length);
        out.writeBytes(value);
        return out.toByteArray();
    }

    /** A model of a graph of nothing but initializers. */
    private static byte[] onnx() {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        tensors().forEach((name, values) -> {
            ByteArrayOutputStream tensor = new ByteArrayOutputStream();
            for (int extent : shape(name)) {
                tensor.write(1 << 3);
                tensor.write(extent);
            }
            tensor.write(2 << 3);
            tensor.write(1);
            tensor.writeBytes(field(8, name.getBytes(StandardCharsets.UTF_8)));
            tensor.writeBytes(field(9, singles(values)));
            graph.writeBytes(field(5, tensor.toByteArray()));
        });
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        model.write(1 << 3);
        model.write(8);
        model.writeBytes(field(7, graph.toByteArray()));
        return model.toByteArray();
    }

    /** The same numbers, written into an experiment where Tenon has them. */
    private static String written() {
        List<String> rows = new ArrayList<>();
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            for (int filter = 0; filter < FILTERS; filter++) {
                List<String> row = new ArrayList<>();
                for (int unit = 0; unit < CLASSES; unit++) {
                    row.add(Float.toString(number(unit, filter, pixel)));
                }
                rows.add(row.toString());
            }
        }
        List<String> taps = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            List<String> columns = new ArrayList<>();
            for (int column = 0; column < 3; column++) {
                columns.add("[[" + number(0, 3 * row + column) + ", " + number(1, 3 * row + column) + "]]");
            }
            taps.add(columns.toString());
        }
        return arms(
                "weights: {kernel: " + taps + ", bias: [0.5, -0.25]}", "weights: {kernel: " + rows + "}", "written");
    }

    private static String arms(String conv, String dense, String name) {
        return "  " + name + ": {layers: [{id: c, type: conv2d, filters: 2, kernel: 3, activation: relu, " + conv
                + "}, flatten, {id: d, type: dense, units: 10, " + dense + "}]}\n";
    }

    private static String taken(String file, String more) {
        return arms(
                "use: {file: " + file + ", map: {kernel: features.0.weight, bias: features.0.bias}, layout: oihw}",
                "use: {file: " + file + ", map: {kernel: classifier.weight}, layout: oihw" + more + "}",
                file.replace(".", "-"));
    }

    private Path experiment(String arms) throws IOException {
        Files.write(folder.resolve("net.safetensors"), safetensors());
        Files.write(folder.resolve("net.onnx"), onnx());
        return Files.writeString(
                folder.resolve("weights.yaml"),
                "experiment: weights\ndata: {digits: {type: uci-digits}}\ndefaults: {data: digits, train: none}\narms:\n"
                        + arms + "design: {seeds: 1}\ncompare: {primary: test.accuracy}\n");
    }

    @Test
    void answersAreThoseOfTheSameWeightsWrittenHere() throws IOException {
        String flattened = ", flattened: [2, 6, 6]";
        Path file = experiment(written() + taken("net.safetensors", flattened) + taken("net.onnx", flattened));
        Path run = folder.resolve("run");
        Cli done = Cli.run("run", file, "--out", run, "--quiet");
        assertEquals(Exit.OK, done.code(), done.err());
        Map<String, List<String>> answers = Cli.run("predictions", run)
                .out()
                .lines()
                .skip(1)
                .collect(Collectors.groupingBy(
                        line -> line.substring(0, line.indexOf(',')),
                        Collectors.mapping(line -> line.substring(line.indexOf(',')), Collectors.toList())));
        assertEquals(3, answers.size());
        assertTrue(answers.getOrDefault("written", List.of()).size() > 100);
        assertEquals(answers.get("written"), answers.get("net-safetensors"));
        assertEquals(answers.get("written"), answers.get("net-onnx"));
        String inputs = Files.readString(run.resolve("inputs.json"));
        assertTrue(inputs.contains("\"net.safetensors\"") && inputs.contains("\"net.onnx\""), inputs);
        // What a run says of itself is enough to find out that a file has changed.
        assertEquals(Exit.OK, Cli.run("verify", run, "--all", "--quiet").code());
        byte[] other = safetensors();
        other[other.length - 1] ^= 1;
        Files.write(folder.resolve("net.safetensors"), other);
        Cli changed = Cli.run("verify", run);
        assertEquals(Exit.DIFFERENT, changed.code());
        assertTrue(changed.out().contains("net.safetensors"), changed.out());
    }

    @Test
    void whatDoesNotFitIsToldWithBothShapes() throws IOException {
        says(taken("net.safetensors", ", flattened: [2, 6, 7]"), "has 72 inputs, but flattened [2, 6, 7] says 84");
        says(
                taken("net.safetensors", "").replace("layout: oihw", "layout: hwio"),
                "layer c takes its kernel from features.0.weight of net.safetensors, which is [2, 1, 3, 3] as hwio is"
                        + " turned to hwio; here it is [3, 3, 1, 2]");
        says(
                taken("net.onnx", "").replace("features.0.weight", "feature.0.weight"),
                "has no tensor \"feature.0.weight\"; did you mean \"features.0.weight\"?");
        says(
                taken("net.safetensors", "").replace("features.0.weight", "bn.num_batches_tracked"),
                "holds numbers of the kind I64");
        says(taken("nowhere.onnx", ""), "no file or folder \"nowhere.onnx\"");
        Files.writeString(folder.resolve("text.onnx"), "this is a text and no model");
        says(taken("text.onnx", ""), "it is not an ONNX model");
        Files.writeString(folder.resolve("text.safetensors"), "this is a text and no model");
        says(taken("text.safetensors", ""), "it is not a safetensors file, or damaged");
        Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(onnx(), 500));
        says(taken("cut.onnx", ""), "it is not an ONNX model, or damaged");
        Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(safetensors(), 800));
        says(taken("cut.safetensors", ""), "do not lie in it");
    }

    private void says(String arms, String words) throws IOException {
        Cli cli = Cli.run("check", experiment(arms));
        assertEquals(Exit.USAGE, cli.code(), cli.out());
        assertTrue(cli.err().contains(words), cli.err());
        assertTrue(cli.err().contains("weights.yaml:5:"), cli.err());
    }
}
