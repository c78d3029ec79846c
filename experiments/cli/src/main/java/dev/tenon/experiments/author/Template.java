package dev.tenon.experiments.author;

import dev.tenon.experiments.plugin.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A project to start a plugin from: an example of this repository's {@code plugins/example}, which the build puts into this
 * module. What is written is what is tested there, under other names.
 */
public enum Template {
    LAYER(Kind.LAYER, "swish"),
    LAYER_WITH_WEIGHTS(Kind.LAYER, "channel-scale"),
    OPTIMIZER(Kind.OPTIMIZER, "lion"),
    DATASET(Kind.DATASET, "stripes"),
    LOSS(Kind.LOSS, "squared-hinge"),
    PENALTY(Kind.PENALTY, "log-cosh"),
    METRIC(Kind.METRIC, "worst-side"),
    SCHEDULE(Kind.SCHEDULE, "inverse-root"),
    INITIALIZER(Kind.INITIALIZER, "truncated-normal"),
    AUGMENTATION(Kind.AUGMENTATION, "solarize"),
    ANALYSIS(Kind.ANALYSIS, "silent-units"),
    REPORT_SECTION(Kind.SECTION, "best-and-worst"),
    TRACKER(Kind.TRACKER, "loss-lines"),
    LAUNCHER(Kind.LAUNCHER, "in-turn"),
    BACKEND(Kind.BACKEND, "loops");

    private static final String GROUP = "com.example";

    private final Kind kind;
    private final String example;

    Template(Kind kind, String example) {
        this.kind = kind;
        this.example = example;
    }

    /** What the project provides. */
    public Kind kind() {
        return kind;
    }

    /** Its name on the command line, and of the example's folder. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The template of a word. */
    public static Optional<Template> of(String word) {
        return Arrays.stream(values())
                .filter(template -> template.word().equals(word))
                .findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Template::word).toList();
    }

    /**
     * The files of a project, by their paths within it.
     *
     * @throws NameException if the class would be called as something that its code speaks of
     */
    public Map<String, String> files(PluginName name) {
        PluginName own = PluginName.of(example, Optional.empty());
        Map<String, String> files = new LinkedHashMap<>();
        sources(word()).forEach((path, text) -> {
            if (path.endsWith(".java")
                    && Pattern.compile("\\b" + name.className() + "\\b")
                            .matcher(text)
                            .find()
                    && !name.equals(own)) {
                throw new NameException("the class of \"" + name.type() + "\" would be called " + name.className()
                        + ", like something that its code already refers to; choose another name");
            }
            files.put(renamed(path, own, name), renamed(text, own, name));
        });
        files.putAll(sources("every"));
        return files;
    }

    private static String renamed(String text, PluginName from, PluginName to) {
        String result = text.replace(from.packageName(), to.packageName())
                .replace(from.packageName().replace('.', '/'), to.packageName().replace('.', '/'))
                .replace("<groupId>" + GROUP + "<", "<groupId>" + to.group() + "<");
        // The class, also at the start of its test's name; the name in a file, as a word, or after a metric's split.
        result = result.replaceAll(
                "\\b" + from.className() + "(?=\\b|Test\\b)", Matcher.quoteReplacement(to.className()));
        return result.replaceAll(
                "(?<![\\w-])(?<!(?<!\\btest)\\.)" + from.type() + "(?!\\w|-[a-z])",
                Matcher.quoteReplacement(to.type()));
    }

    /** The files of a folder of this module, in alphabetical order. */
    private static Map<String, String> sources(String folder) {
        String prefix = Template.class.getPackageName().replace('.', '/') + "/" + folder + "/";
        try (ModuleReader reader = module().open()) {
            Map<String, String> sources = new LinkedHashMap<>();
            for (String path : reader.list()
                    .filter(path -> path.startsWith(prefix) && !path.endsWith("/"))
                    .sorted()
                    .toList()) {
                try (InputStream in = reader.open(path).orElseThrow()) {
                    sources.put(path.substring(prefix.length()), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            if (sources.isEmpty()) {
                throw new IllegalStateException("this installation lacks the template " + folder);
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModuleReference module() {
        Module module = Template.class.getModule();
        return Optional.ofNullable(module.getLayer())
                .flatMap(layer -> layer.configuration().findModule(module.getName()))
                .orElseThrow(() -> new IllegalStateException("templates are read from a module, on the module path"))
                .reference();
    }
}
