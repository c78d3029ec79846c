package dev.tenon.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Describe;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module provides each part by the name that a file uses, and each part tells people what it does. */
final class ServicesTest {

    static Stream<Object> services() {
        List<Object> made = new ArrayList<>();
        for (ModuleDescriptor.Provides provides :
                ServicesTest.class.getModule().getDescriptor().provides()) {
            for (String name : provides.providers()) {
                try {
                    made.add(Class.forName(name).getConstructor().newInstance());
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(name + " has no public constructor without arguments", e);
                }
            }
        }
        return made.stream();
    }

    private static String type(Object service) {
        return ((Configurable<?>) service).type();
    }

    @Test
    void namesAreThoseOfTheField() {
        List<String> names = services().map(ServicesTest::type).sorted().toList();
        assertEquals(
                List.of(
                        "adam",
                        "adamw",
                        "constant",
                        "cosine",
                        "lars",
                        "milestones",
                        "momentum",
                        "nesterov",
                        "one-cycle",
                        "reduce-on-plateau",
                        "rmsprop",
                        "sgd",
                        "step",
                        "warm-up"),
                names);
    }

    @ParameterizedTest
    @MethodSource("services")
    void eachIsDescribedInOneSentenceAndSoAreItsSettings(Object service) {
        assertSentence(type(service), service.getClass().getAnnotation(Describe.class));
        if (service instanceof Configurable<?> configurable) {
            for (RecordComponent component : configurable.settings().getRecordComponents()) {
                assertSentence(
                        configurable.type() + "." + component.getName(), component.getAnnotation(Describe.class));
            }
        }
    }

    private static void assertSentence(String what, @Nullable Describe describe) {
        assertNotNull(describe, what + " is not described");
        String text = describe.value();
        assertTrue(text.matches("(?s)[A-Z0-9].*[.?]"), what + ": " + text);
    }

    /** The settings records are reached by reflection from the runner, so their packages must be open. */
    @Test
    void packagesOfSettingsAreOpen() {
        List<String> open = ServicesTest.class.getModule().getDescriptor().opens().stream()
                .filter(opens -> opens.targets().isEmpty())
                .map(ModuleDescriptor.Opens::source)
                .toList();
        services()
                .map(service -> service.getClass().getPackageName())
                .forEach(name -> assertTrue(open.contains(name), name + " is not open: " + Arrays.asList(open)));
    }
}
