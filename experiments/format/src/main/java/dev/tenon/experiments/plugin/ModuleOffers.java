package dev.tenon.experiments.plugin;

import dev.tenon.api.plugin.Service;
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
     * @param plugin that the module is of; empty where it comes with Tenon
     * @param providers of the layer that the module is in, or will be in when the first of them is started
     * @param failures where a line goes for each class that is no service
     * @throws IOException if its jar cannot be read
     */
    static List<ServiceEntry> of(
            ModuleReference module, Optional<Plugin> plugin, Supplier<Providers> providers, List<String> failures)
            throws IOException {
        ServiceOrigin origin = ServiceOrigin.of(module, plugin.isEmpty());
        List<ServiceEntry> offers = new ArrayList<>();
        try (ModuleReader reader = module.open()) {
            for (ModuleDescriptor.Provides provides : module.descriptor().provides()) {
                if (Kind.isBare(provides.service())) {
                    provides.providers()
                            .forEach(name -> failures.add(name + " of " + origin + " is not loaded: it is provided as a"
                                    + " mere Service, which a file cannot name; " + Kind.bareRemedy()));
                }
                Optional<Kind> kind = Kind.of(provides.service());
                if (kind.isPresent()) {
                    for (String name : provides.providers()) {
                        try {
                            String type = type(reader, name, kind.get());
                            offers.add(new ServiceEntry(
                                    kind.get(),
                                    type,
                                    origin,
                                    plugin,
                                    () -> start(kind.get(), type, name, origin, providers)));
                        } catch (Nameless e) {
                            failures.add(kind.get().noun() + " " + name + " of " + origin + " is not loaded: "
                                    + e.getMessage());
                        }
                    }
                }
            }
        }
        return offers;
    }

    /** A class is no service; the message says why and what to do. */
    private static final class Nameless extends Exception {
        private static final long serialVersionUID = 1L;

        Nameless(String message) {
            super(message);
        }
    }

    private static String type(ModuleReader reader, String className, Kind kind) throws IOException, Nameless {
        Optional<InputStream> file = reader.open(className.replace('.', '/') + ".class");
        if (file.isEmpty()) {
            throw new Nameless("its class is not in the jar; build it again");
        }
        byte[] bytes;
        try (InputStream in = file.get()) {
            bytes = in.readAllBytes();
        }
        int here = Runtime.version().feature();
        int java = ClassMarks.java(bytes);
        if (java > here) {
            throw new Nameless("it was compiled for Java " + java + ", and this is Java " + here
                    + "; run Tenon with JDK " + java + ", or compile it with `--release " + here + "`");
        }
        try {
            return ClassMarks.read(bytes)
                    .type()
                    .orElseThrow(() -> new Nameless(
                            "its class has no @Type; mark it with @Type(\"name of the " + kind.noun() + "\")"));
        } catch (IllegalArgumentException e) {
            throw new Nameless("its class file is damaged; build it again");
        }
    }

    private static Service start(
            Kind kind, String type, String className, ServiceOrigin origin, Supplier<Providers> providers) {
        try {
            return providers.get().make(kind, className);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException(
                    kind.noun() + " \"" + type + "\" of " + origin + " cannot be started: " + reason(e), e);
        }
    }

    /** Why it cannot be started, and what to do. */
    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return switch (cause) {
            case ClassNotFoundException _, NoClassDefFoundError _ ->
                "it needs the class " + String.valueOf(message).replace('/', '.')
                        + ", which is not there; put the jar that has it in one folder with the plugin";
            case ServiceConfigurationError _, LayerInstantiationException _ -> message + "; build it again";
            default ->
                cause.getClass().getSimpleName()
                        + (message == null ? "" : ": " + message)
                        + "; get another version of its jar, or remove it";
        };
    }
}
