package dev.tenon.experiments.author;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the parts of a plugin's project are called.
 *
 * @param type its name in a file, as {@code soft-sign}
 * @param packageName of its package and module, as {@code com.example.softsign}
 */
public record PluginName(String type, String packageName) {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");
    private static final int LONGEST = 64;

    /** What Java keeps for itself (The Java Language Specification, 3.9). */
    private static final List<String> RESERVED = List.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "true",
            "try",
            "void",
            "volatile",
            "while");

    /**
     * A name.
     *
     * @param packageName {@code com.example} and the type without hyphens, if absent
     * @throws NameException if there cannot be such a name
     */
    public static PluginName of(String type, Optional<String> packageName) {
        if (!TYPE.matcher(type).matches() || type.length() > LONGEST) {
            throw new NameException("\"" + type + "\" cannot name a plugin: a name is lower case, its words joined by"
                    + " hyphens, such as soft-sign; the folder has the same name");
        }
        String name = packageName.orElseGet(() -> "com.example." + type.replace("-", ""));
        if (!PACKAGE.matcher(name).matches()) {
            throw new NameException("\"" + name
                    + "\" cannot name a package: it is lower case and has dots, such as org.example.softsign");
        }
        for (String word : name.split("\\.", -1)) {
            if (RESERVED.contains(word)) {
                throw new NameException("\"" + word + "\" is a Java keyword, which cannot name a package; choose "
                        + (packageName.isPresent()
                                ? "another package"
                                : "another name, or set the package with --package"));
            }
        }
        if (name.startsWith("dev.tenon.") || name.startsWith("java.")) {
            throw new NameException("the packages in " + name.substring(0, name.lastIndexOf('.'))
                    + " belong to somebody else; choose one of your own, such as org.example.softsign");
        }
        return new PluginName(type, name);
    }

    /** The package that its own lies in, which is the group of its artifact. */
    String group() {
        return packageName.substring(0, packageName.lastIndexOf('.'));
    }

    /** Its class, as {@code SoftSign}. */
    String className() {
        return Arrays.stream(type.split("-", -1))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }
}
