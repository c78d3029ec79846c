package dev.tenon.backend.cpu.benchmark;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Every benchmark works, with every value of each of its parameters, so that they do not rot between two measurements. */
final class BenchmarksRunTest {

    @ParameterizedTest
    @MethodSource("benchmarks")
    void runs(Class<?> type, Method benchmark) throws ReflectiveOperationException {
        for (int choice = 0; choice < most(type); choice++) {
            Object state = type.getConstructor().newInstance();
            for (Field field : parameters(type)) {
                String[] values = field.getAnnotation(Param.class).value();
                String value = values[Math.min(choice, values.length - 1)];
                field.set(state, field.getType() == int.class ? Integer.valueOf(value) : value);
            }
            for (Method method : type.getMethods()) {
                if (method.isAnnotationPresent(Setup.class)) {
                    method.invoke(state);
                }
            }
            Work done = new Work();
            assertNotNull(benchmark.invoke(state, done));
            assertTrue(done.work > 0);
        }
    }

    static Stream<Object[]> benchmarks() {
        return Stream.of(
                        TileBenchmark.class,
                        ElementwiseBenchmark.class,
                        ElementwiseGroupBenchmark.class,
                        PoolBenchmark.class,
                        ReductionBenchmark.class)
                .flatMap(type -> Stream.of(type.getMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(method -> new Object[] {type, method}));
    }

    private static List<Field> parameters(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Field field : type.getFields()) {
            if (field.isAnnotationPresent(Param.class)) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static int most(Class<?> type) {
        return parameters(type).stream()
                .mapToInt(field -> field.getAnnotation(Param.class).value().length)
                .max()
                .orElse(1);
    }
}
