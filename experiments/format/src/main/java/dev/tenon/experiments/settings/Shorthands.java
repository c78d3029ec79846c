package dev.tenon.experiments.settings;

import dev.tenon.api.settings.Shorthand;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Scalars;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The other ways to write a record: its static methods marked {@link Shorthand}. */
public final class Shorthands {

    /** From the narrowest to the widest, so that {@code 3} is tried as a number before it is a text. */
    private static final List<Class<?>> ORDER = List.of(int.class, double.class, String.class, List.class);

    private Shorthands() {}

    public static List<Method> of(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Shorthand.class)
                        && Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() == 1
                        && method.getReturnType() == type)
                .sorted(Comparator.comparingInt((Method method) -> ORDER.indexOf(method.getParameterTypes()[0]))
                        .thenComparing(Method::getName))
                .toList();
    }

    /** The one that takes what a file has there, if any does. */
    static Optional<Method> fitting(Class<?> type, Node node) {
        return of(type).stream()
                .filter(method -> fits(method.getParameterTypes()[0], node))
                .findFirst();
    }

    private static boolean fits(Class<?> parameter, Node node) {
        return switch (node) {
            case Node.Scalar scalar when parameter == int.class -> Scalars.isWhole(scalar);
            case Node.Scalar scalar when parameter == double.class -> Scalars.isNumber(scalar);
            case Node.Scalar scalar when parameter == String.class -> !scalar.isNull();
            case Node.Scalar _ -> false;
            case Node.Sequence _ -> parameter == List.class;
            case Node.Mapping _ -> false;
        };
    }

    /** What a file may write for a record: {@code a whole number, a list or a map of height and width}. */
    static String takes(Class<? extends Record> type) {
        List<String> ways = new ArrayList<>();
        for (Method method : of(type)) {
            Type parameter = method.getGenericParameterTypes()[0];
            ways.add(
                    parameter instanceof ParameterizedType list
                            ? "a list (each "
                                    + Types.of(list.getActualTypeArguments()[0]).takes() + ")"
                            : Types.of(parameter).takes());
        }
        ways.add("a map of " + enumerate(Setting.keys(type), "and"));
        return enumerate(ways.stream().distinct().toList(), "or");
    }

    private static String enumerate(List<String> words, String last) {
        int end = words.size() - 1;
        return end <= 0
                ? String.join("", words)
                : String.join(", ", words.subList(0, end)) + " " + last + " " + words.get(end);
    }
}
