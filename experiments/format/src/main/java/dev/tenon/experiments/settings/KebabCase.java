package dev.tenon.experiments.settings;

import java.util.Locale;

/** Names as a file has them: lower case, words joined by hyphens. */
public final class KebabCase {

    private KebabCase() {}

    /** {@code trainSize} as {@code train-size}. */
    static String ofComponent(String camel) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                name.append('-').append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    /** {@code MULTIPLY_ADDS} as {@code multiply-adds}. */
    public static String ofEnum(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
