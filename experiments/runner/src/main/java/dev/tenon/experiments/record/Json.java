package dev.tenon.experiments.record;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as run folders have it: UTF-8, keys in the order they were put, two blanks of indentation, line feeds. Numbers are
 * the shortest text that reads back to the same double; NaN, which is no value, is null, and infinities are the strings
 * {@code "Infinity"}, {@code "-Infinity"}.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A number, or the word for what is none. */
    public static JsonNode number(double value) {
        if (Double.isNaN(value)) {
            return JsonNodeFactory.instance.nullNode();
        }
        return Double.isFinite(value)
                ? JsonNodeFactory.instance.numberNode(value)
                : JsonNodeFactory.instance.stringNode(Double.toString(value));
    }

    /** Indented, with a line feed at the end. */
    public static String pretty(JsonNode node) {
        return MAPPER.writer().with(PRINTER).writeValueAsString(node) + "\n";
    }

    /** On one line, without a line feed. */
    static String compact(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** A text as JSON has it. */
    public static String quoted(String text) {
        return MAPPER.writeValueAsString(text);
    }

    /**
     * Writes a document too long to be in memory, indented as by {@link #pretty}.
     *
     * @param body writes it to the generator
     */
    static void stream(OutputStream out, Consumer<JsonGenerator> body) throws IOException {
        JsonGenerator generator = MAPPER.writer().with(PRINTER).createGenerator(out);
        body.accept(generator);
        generator.flush();
        out.write('\n');
    }

    /**
     * Reads a document.
     *
     * @param where what to call it in messages
     * @throws BundleException if it is no JSON, has a key twice, or something follows it
     */
    static JsonView parse(String where, byte[] bytes) {
        try {
            return new JsonView(where, MAPPER.readTree(bytes));
        } catch (JacksonException e) {
            throw new BundleException(where + ": is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
