package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.plugin.Type;
import java.util.ServiceLoader;

/**
 * Prepares the backend of a command that trains while the command line and the files are read. Where that fails it fails again when
 * the backend is asked for, and is reported there.
 */
final class BackendPrewarm {
    private static final String OPTION = "--backend";

    private BackendPrewarm() {}

    /** Begins on a thread of its own, where there is a processor for it. */
    static void begin(String[] args) {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread.ofPlatform().daemon().name("early-start").start(() -> prepare(backend(args)));
        }
    }

    /** The backend that the arguments name, as far as can be told before they are read. */
    static String backend(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(OPTION + "=")) {
                return args[i].substring(OPTION.length() + 1);
            }
            if (args[i].equals(OPTION) && i + 1 < args.length) {
                return args[i + 1];
            }
        }
        return "cpu";
    }

    private static void prepare(String backend) {
        try {
            // Only what comes with Tenon: plugins are not looked for twice.
            ServiceLoader.load(Backend.class).stream()
                    .filter(provider -> isNamed(provider.type(), backend))
                    .findFirst()
                    .ifPresent(provider -> provider.get().prepare());
        } catch (RuntimeException | Error e) {
            // The command will say so.
            return;
        }
    }

    private static boolean isNamed(Class<? extends Backend> type, String name) {
        Type annotation = type.getAnnotation(Type.class);
        return annotation != null && annotation.value().equals(name);
    }
}
