package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tenon.api.plugin.Service;
import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What holds of everything that a user names in a file: how it is found, named and described. */
final class ServiceChecks {
    private static final List<Class<?>> SCALARS = List.of(
            int.class,
            long.class,
            float.class,
            double.class,
            boolean.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Boolean.class,
            String.class,
            Path.class);

    private ServiceChecks() {}

    static void check(Configurable<?> service) {
        provided(service);
        settings(service.settings());
        opened(service.settings());
    }

    /** What holds of services without settings, too. */
    static void provided(Service service) {
        Class<?> type = service.getClass();
        named(service);
        assertTrue(Modifier.isPublic(type.getModifiers()), type + " is public, so that it can be found");
        assertTrue(
                Arrays.stream(type.getConstructors()).anyMatch(each -> each.getParameterCount() == 0),
                type + " has a public constructor without arguments");
        described("the class " + type.getName(), type.getAnnotation(Describe.class));
        if (isPlugins(type)) {
            assertTrue(
                    type.getModule().getDescriptor().provides().stream()
                            .anyMatch(each -> each.providers().contains(type.getName())),
                    "the module-info of " + type.getModule().getName() + " says that it provides " + type.getName());
        }
    }

    /** The runner makes settings records by reflection. */
    private static void opened(Class<? extends Record> settings) {
        if (isPlugins(settings)) {
            String name = settings.getPackageName();
            ModuleDescriptor module = settings.getModule().getDescriptor();
            boolean open = module.isOpen()
                    || module.opens().stream().anyMatch(each -> each.source().equals(name) && !each.isQualified())
                    || module.exports().stream().anyMatch(each -> each.source().equals(name) && !each.isQualified());
            assertTrue(open, "the module-info of " + module.name() + " says `opens " + name + ";`");
        }
    }

    /** Whether a class is of a module that is a plugin; the suites' own samples are of none. */
    private static boolean isPlugins(Class<?> type) {
        return type.getModule().isNamed() && type.getModule() != ServiceChecks.class.getModule();
    }

    /** It is found by the name that its annotation says, and that is a name as names are. */
    static void named(Service service) {
        dev.tenon.api.plugin.Type named = service.getClass().getAnnotation(dev.tenon.api.plugin.Type.class);
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
            assertTrue(
                    canBeRead(component.getGenericType()),
                    what + " is a " + component.getGenericType().getTypeName()
                            + ", which no file can give; Configurable.settings lists the types that a setting may have");
            Default preset = component.getAnnotation(Default.class);
            if (preset != null) {
                assertFalse(preset.value().isBlank(), what + ": a default is YAML text");
                assertFalse(
                        component.getType().equals(Optional.class),
                        what + " is optional, so it has no @Default: absence is its default");
            }
        }
    }

    private static boolean canBeRead(Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            return raw == Part.class
                    || ((raw == Optional.class || raw == List.class) && canBeRead(generic.getActualTypeArguments()[0]));
        }
        return type instanceof Class<?> plain
                && (SCALARS.contains(plain)
                        || plain.isEnum()
                        || (plain.isRecord()
                                && Arrays.stream(plain.getRecordComponents())
                                        .allMatch(each -> canBeRead(each.getGenericType()))));
    }

    private static void described(String what, @org.jspecify.annotations.Nullable Describe describe) {
        if (describe == null) {
            fail(what + " has a @Describe that says in one sentence what it does");
            return;
        }
        assertTrue(describe.value().length() > 5, what + ": @Describe is a sentence: " + describe.value());
    }
}
