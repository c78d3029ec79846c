package dev.tenon.experiments.bench;

import dev.tenon.experiments.record.Machine;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON: {@code machine} and {@code results}, a list; keys are in lower case with hyphens. */
public final class BenchJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private BenchJson() {}

    private record Document(Machine machine, List<?> results) {}

    private record Experiments(Machine machine, List<ExperimentSpeed> results) {}

    private record Nets(Machine machine, List<NetResult> results) {}

    /** Indented, without a line feed at the end. */
    public static String text(List<?> results) {
        return MAPPER.writeValueAsString(new Document(Machine.here(), results));
    }

    /**
     * Reads what another process wrote of networks.
     *
     * @throws IllegalArgumentException if that is something else
     */
    public static List<NetResult> nets(String text) {
        return read(text, Nets.class).results();
    }

    /** The same of experiments. */
    public static List<ExperimentSpeed> experiments(String text) {
        return read(text, Experiments.class).results();
    }

    private static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not the results of a benchmark: " + e.getOriginalMessage(), e);
        }
    }
}
