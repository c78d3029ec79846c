package dev.tenon.experiments.report.draw;

import java.util.Locale;

/** Writes SVG. Every text from outside goes through {@link #escape}; every number is written alike everywhere. */
public final class Svg {

    private final StringBuilder text = new StringBuilder();

    /**
     * Starts a picture.
     *
     * @param style CSS classes
     * @param alternative what the picture shows, for those who do not see it
     */
    public Svg(double width, double height, String style, String alternative) {
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"")
                .append(escape(style))
                .append("\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height))
                .append("\" aria-label=\"")
                .append(escape(alternative))
                .append("\">");
    }

    /** Text that cannot be mistaken for markup, in an element or a quoted attribute. */
    public static String escape(String raw) {
        StringBuilder safe = new StringBuilder();
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(c) && c != '\n' && c != '\t' ? 0xfffd : c);
            }
        });
        return safe.toString();
    }

    /** A number with two decimals at most. */
    static String number(double value) {
        String digits = String.format(Locale.ROOT, "%.2f", value);
        return digits.replaceAll("\\.?0+$", "").replace("-0", value > -0.005 ? "0" : "-0");
    }

    /** An element; attributes are name, value, name, value. */
    public Svg element(String name, Object... attributes) {
        open(name, attributes);
        text.insert(text.length() - 1, '/');
        return this;
    }

    /** Starts an element. */
    public Svg open(String name, Object... attributes) {
        text.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(value instanceof Number n ? number(n.doubleValue()) : escape(value.toString()))
                    .append('"');
        }
        text.append('>');
        return this;
    }

    /** Ends an element. */
    public Svg close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    /** A text of given classes, anchored at its start, middle or end. */
    public Svg words(double x, double y, String style, String anchor, String words) {
        open("text", "x", x, "y", y, "class", style, "text-anchor", anchor);
        text.append(escape(words));
        return close("text");
    }

    /** What is already markup, made here. */
    Svg raw(String markup) {
        text.append(markup);
        return this;
    }

    /** What is shown where the pointer rests on the element around it. */
    public Svg title(String words) {
        text.append("<title>").append(escape(words)).append("</title>");
        return this;
    }

    /** The whole picture. */
    public String done() {
        return text + "</svg>";
    }
}
