package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tenon.api.plugin.Service;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** What holds of everything that a user names in a file: how it is found, named and described. */
final class ServiceChecks {
    private ServiceChecks() {}

    static void check(Configurable<?> service) {
        Class<?> type = service.getClass();
        named(service);
        assertTrue(Modifier.isPublic(type.getModifiers()), type + " is public, so that it can be found");
        assertTrue(
                Arrays.stream(type.getConstructors()).anyMatch(each -> each.getParameterCount() == 0),
                type + " has a public constructor without arguments");
        described("the class " + type.getName(), type.getAnnotation(Describe.class));
        settings(service.settings());
    }

    /** It is found by the name that its annotation says, and that is a name as names are. */
    static void named(Service service) {
        Type named = service.getClass().getAnnotation(Type.class);
        if (named == null) {
            fail(service.getClass() + " has a @Type that says its name in a file");
            return;
        }
        assertTrue(
                named.value().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
                "a type is lower case, its words joined by hyphens: " + named.value());
        assertEquals(named.value(), service.type(), "type() is not overridden: a file finds it by its @Type");
    }

    private static void settings(Class<? extends Record> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String what = settings.getName() + "." + component.getName();
            described(what, component.getAnnotation(Describe.class));
            Default preset = component.getAnnotation(Default.class);
            if (preset != null) {
                assertFalse(preset.value().isBlank(), what + ": a default is YAML text");
                assertFalse(
                        component.getType().equals(Optional.class),
                        what + " is optional, so it has no @Default: absence is its default");
            }
        }
    }

    private static void described(String what, @org.jspecify.annotations.Nullable Describe describe) {
        if (describe == null) {
            fail(what + " has a @Describe that says in one sentence what it does");
            return;
        }
        assertTrue(describe.value().length() > 5, what + ": @Describe is a sentence: " + describe.value());
    }
}
