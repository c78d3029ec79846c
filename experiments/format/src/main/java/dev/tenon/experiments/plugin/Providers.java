package dev.tenon.experiments.plugin;

import dev.tenon.api.plugin.Service;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;

/** The services of one layer of modules, made by {@link ServiceLoader} one at a time. Safe for use by several threads. */
final class Providers {

    private final ModuleLayer layer;
    private final Map<Kind, Search> searches = new EnumMap<>(Kind.class);

    Providers(ModuleLayer layer) {
        this.layer = layer;
    }

    /** A search that goes on where the last one found what it looked for: a class is not loaded before its turn. */
    private static final class Search {
        private final Spliterator<? extends ServiceLoader.Provider<?>> rest;
        private final List<ServiceLoader.Provider<?>> seen = new ArrayList<>();

        Search(ModuleLayer layer, Kind kind) {
            rest = ServiceLoader.load(layer, kind.service()).stream().spliterator();
        }

        Optional<ServiceLoader.Provider<?>> of(String className) {
            Optional<ServiceLoader.Provider<?>> known =
                    seen.stream().filter(each -> isOf(each, className)).findFirst();
            if (known.isPresent()) {
                return known;
            }
            while (advance(className)) {
                if (isOf(seen.getLast(), className)) {
                    return Optional.of(seen.getLast());
                }
            }
            return Optional.empty();
        }

        /** Whether there was one more. One that cannot be loaded is passed over unless it is the one looked for. */
        private boolean advance(String className) {
            while (true) {
                try {
                    return rest.tryAdvance(seen::add);
                } catch (ServiceConfigurationError e) {
                    if (String.valueOf(e.getMessage()).contains(className)) {
                        throw e;
                    }
                }
            }
        }

        private static boolean isOf(ServiceLoader.Provider<?> provider, String className) {
            return provider.type().getName().equals(className);
        }
    }

    /**
     * A new instance of a service's class.
     *
     * @throws ServiceConfigurationError if the class cannot be loaded or instantiated
     */
    synchronized Service make(Kind kind, String className) {
        return (Service) searches.computeIfAbsent(kind, _ -> new Search(layer, kind))
                .of(className)
                .orElseThrow(
                        () -> new ServiceConfigurationError(className + " has no public constructor without arguments"))
                .get();
    }
}
