package dev.tenon.experiments.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;

/** What a module offers: its module-info says with which classes, and each class file says under which name. */
final class ModuleOffers {

    private ModuleOffers() {}

    /** Whether a module provides anything that a file can name. */
    static boolean any(ModuleDescriptor module) {
        return module.provides().stream()
                .anyMatch(provides -> Kind.of(provides.service()).isPresent());
    }

    /**
     * Reads the offers of a module. None of its code runs.
     *
     * @param providers of the layer that the module is in, or will be in when the first of them is started
     * @param failures where a line goes for each class that is no service
     * @throws IOException if its jar cannot be read
     */
    static List<Offer> of(ModuleReference module, Origin origin, Supplier<Providers> providers, List<String> failures)
            throws IOException {
        List<Offer> offers = new ArrayList<>();
        try (ModuleReader reader = module.open()) {
            for (ModuleDescriptor.Provides provides : module.descriptor().provides()) {
                Optional<Kind> kind = Kind.of(provides.service());
                if (kind.isEmpty()) {
                    continue;
                }
                for (String name : provides.providers()) {
                    Optional<String> type = type(reader, name);
                    if (type.isPresent()) {
                        offers.add(new Offer(
                                kind.get(),
                                type.get(),
                                origin,
                                () -> start(kind.get(), type.get(), name, origin, providers)));
                    } else {
                        failures.add(kind.get().noun() + " " + name + " of " + origin
                                + " has no name: mark its class with @Type(\"its name in a file\")");
                    }
                }
            }
        }
        return offers;
    }

    private static Optional<String> type(ModuleReader reader, String className) throws IOException {
        Optional<InputStream> file = reader.open(className.replace('.', '/') + ".class");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = file.get()) {
            return ClassMarks.read(in.readAllBytes()).type();
        }
    }

    private static dev.tenon.api.plugin.Service start(
            Kind kind, String type, String className, Origin origin, Supplier<Providers> providers) {
        try {
            return providers.get().make(kind, className);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException(
                    kind.noun() + " \"" + type + "\" of " + origin + " cannot be started: " + reason(e), e);
        }
    }

    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
