package dev.tenon.experiments.settings;

import dev.tenon.api.data.DatasetName;
import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.plugin.Kind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the type of a settings component means. */
public sealed interface Types {

    /** int or long. */
    record Whole(long min, long max, boolean wide) implements Types {}

    /** float or double. */
    record Decimal(boolean single) implements Types {}

    record Truth() implements Types {}

    record Text() implements Types {}

    record FilePath() implements Types {}

    record Choice(Class<?> type, List<Enum<?>> constants) implements Types {}

    record Maybe(Type of) implements Types {}

    record ListOf(Type of) implements Types {}

    record MapOf(Type of) implements Types {}

    record PartOf(Kind kind) implements Types {}

    record Settings(Class<? extends Record> type) implements Types {}

    /** Whatever the file says. */
    record Anything() implements Types {}

    static Types of(Type type) {
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return new Maybe(arguments[0]);
            }
            if (generic.getRawType() == List.class) {
                return new ListOf(arguments[0]);
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new MapOf(arguments[1]);
            }
            if (generic.getRawType() == Part.class) {
                return new PartOf(Kind.of(raw(arguments[0]))
                        .orElseThrow(() -> new IllegalArgumentException("no kind of service is " + type)));
            }
        }
        throw new IllegalArgumentException("a setting cannot be of type " + type.getTypeName());
    }

    private static Types ofClass(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, false);
        }
        if (type == long.class || type == Long.class) {
            return new Whole(Long.MIN_VALUE, Long.MAX_VALUE, true);
        }
        if (type == float.class || type == Float.class) {
            return new Decimal(true);
        }
        if (type == double.class || type == Double.class) {
            return new Decimal(false);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Truth();
        }
        if (type == String.class) {
            return new Text();
        }
        if (type == Path.class) {
            return new FilePath();
        }
        if (type == Object.class) {
            return new Anything();
        }
        if (type.isEnum()) {
            List<Enum<?>> constants = Arrays.stream(type.getEnumConstants())
                    .<Enum<?>>map(constant -> (Enum<?>) constant)
                    .toList();
            return new Choice(type, constants);
        }
        if (type.isRecord()) {
            return new Settings(type.asSubclass(Record.class));
        }
        throw new IllegalArgumentException("a setting cannot be of type " + type.getName());
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
            default -> Configurable.class;
        };
    }

    /** What a file writes there: {@code a whole number}. */
    default String takes() {
        return switch (this) {
            case Whole _ -> "a whole number";
            case Decimal _ -> "a number";
            case Truth _ -> "true or false";
            case Text _ -> "a text";
            case FilePath _ -> "the path of a file or folder";
            case Choice choice ->
                "one of " + choice.constants().stream().map(KebabCase::ofEnum).collect(Collectors.joining(", "));
            case Maybe maybe -> of(maybe.of()).takes();
            case ListOf list when of(list.of()) instanceof Anything -> "a list";
            case ListOf list -> "a list, each " + of(list.of()).takes();
            case MapOf _ -> "a map";
            case PartOf part ->
                (part.kind().noun().matches("[aeiou].*") ? "an " : "a ")
                        + part.kind().noun();
            case Settings settings when settings.type() == DatasetName.class -> "the name of a data set";
            case Settings settings -> Shorthands.takes(settings.type());
            case Anything _ -> "anything";
        };
    }
}
