package dev.tenon.experiments.bench;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON: a list of objects, keys in lower case with hyphens. */
public final class BenchJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private BenchJson() {}

    /** Indented, without a line feed at the end. */
    public static String text(Object results) {
        return MAPPER.writeValueAsString(results);
    }

    /**
     * Reads what another process wrote.
     *
     * @throws IllegalArgumentException if that is something else
     */
    public static List<NetResult> nets(String text) {
        try {
            return MAPPER.readValue(text, new TypeReference<List<NetResult>>() {});
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no results of a benchmark: " + e.getOriginalMessage(), e);
        }
    }
}
