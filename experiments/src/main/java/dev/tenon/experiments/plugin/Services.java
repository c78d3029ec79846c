package dev.tenon.experiments.plugin;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.settings.Configurable;
import dev.tenon.api.training.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All services that a file can name, by kind and name. A kind is looked for when it is first asked for, so that
 * a command which needs no data sets loads none. Safe for use by several threads.
 */
public final class Services {

    private final Function<Kind, Found> finder;
    private final Map<Kind, Found> cache = new EnumMap<>(Kind.class);

    /** Services of one kind by name, in alphabetical order, and a line for each that could not be started. */
    private record Found(Map<String, Service> byName, List<String> failures) {}

    private Services(Function<Kind, Found> finder) {
        this.finder = finder;
    }

    /** Those on the module path. */
    public static Services installed() {
        return in(List.of(ModuleLayer.boot()));
    }

    /** Those in some layers of modules and in the layers below them. */
    public static Services in(List<ModuleLayer> layers) {
        List<ModuleLayer> searched = List.copyOf(layers);
        return new Services(kind -> {
            List<String> failures = new ArrayList<>();
            return new Found(index(kind, load(kind, searched, failures)), List.copyOf(failures));
        });
    }

    /** These and no others. */
    public static Services of(Object... instances) {
        return new Services(kind -> {
            List<Object> ofKind =
                    Arrays.stream(instances).filter(kind.service()::isInstance).toList();
            return new Found(index(kind, ofKind), List.of());
        });
    }

    /**
     * The service of a name.
     *
     * @throws PluginException if two modules offer one name of this kind
     */
    public Optional<Service> find(Kind kind, String type) {
        return Optional.ofNullable(found(kind).byName().get(type));
    }

    /** All names of a kind, in alphabetical order. */
    public List<String> names(Kind kind) {
        return List.copyOf(found(kind).byName().keySet());
    }

    /** All services of a kind, in alphabetical order. */
    public List<Service> all(Kind kind) {
        return List.copyOf(found(kind).byName().values());
    }

    /** All services, by kind and then by name. */
    public List<Service> all() {
        return Arrays.stream(Kind.values()).flatMap(kind -> all(kind).stream()).toList();
    }

    /** A line for each service that is installed but could not be started, naming its module. */
    public List<String> failures() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> found(kind).failures().stream())
                .distinct()
                .toList();
    }

    /** A metric, as {@code accuracy}. */
    public Optional<Metric> metric(String type) {
        return find(Kind.METRIC, type).map(service -> (Metric) service.instance());
    }

    /** A backend, as {@code cpu}. */
    public Optional<Backend> backend(String type) {
        return find(Kind.BACKEND, type).map(service -> (Backend) service.instance());
    }

    /** What to say of a name that no service has: the nearest one, and what there is. */
    public String missing(Kind kind, String wrong) {
        List<String> names = names(kind);
        if (names.isEmpty()) {
            return "no " + kind.noun() + " \"" + wrong + "\"; no " + kind.plural() + " are installed at all";
        }
        // A file gives its data sets names of their own.
        String noun = kind == Kind.DATASET ? "type of data set" : kind.noun();
        return "no " + noun + " \"" + wrong + "\""
                + Nearest.hintAndList(
                        wrong, names, "There are", "`tenon plugins` lists all " + names.size() + " " + kind.plural());
    }

    private synchronized Found found(Kind kind) {
        return cache.computeIfAbsent(kind, finder);
    }

    private static List<Object> load(Kind kind, List<ModuleLayer> layers, List<String> failures) {
        List<Object> instances = new ArrayList<>();
        // A layer's loader finds the layers below it too: what two layers share counts once.
        Set<Class<?>> seen = new HashSet<>();
        for (ModuleLayer layer : layers) {
            List<? extends ServiceLoader.Provider<?>> fresh = ServiceLoader.load(layer, kind.service()).stream()
                    .filter(provider -> !seen.contains(provider.type()))
                    .toList();
            for (ServiceLoader.Provider<?> provider : fresh) {
                seen.add(provider.type());
                start(kind, provider, instances, failures);
            }
        }
        return instances;
    }

    private static void start(
            Kind kind, ServiceLoader.Provider<?> provider, List<Object> instances, List<String> failures) {
        try {
            instances.add(provider.get());
        } catch (ServiceConfigurationError | LinkageError e) {
            failures.add(kind.noun() + " " + provider.type().getName() + " of " + Origin.of(provider.type())
                    + " cannot be started: " + reason(e));
        }
    }

    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static Map<String, Service> index(Kind kind, List<Object> instances) {
        Map<String, Service> byName = new TreeMap<>();
        Set<String> clashes = new LinkedHashSet<>();
        for (Object instance : instances) {
            Service service = new Service(kind, typeOf(instance), instance, Origin.of(instance.getClass()));
            Service other = byName.putIfAbsent(service.type(), service);
            if (other != null) {
                clashes.add("two " + kind.plural() + " are named \"" + service.type() + "\", one in " + other.origin()
                        + " and one in " + service.origin() + "; remove one of the two");
            }
        }
        if (!clashes.isEmpty()) {
            throw new PluginException(String.join("\n", clashes));
        }
        return Collections.unmodifiableMap(byName);
    }

    private static String typeOf(Object instance) {
        return switch (instance) {
            case Configurable<?> configurable -> configurable.type();
            case Metric metric -> metric.type();
            case Backend backend -> backend.type();
            default -> throw new IllegalArgumentException(instance.getClass() + " is no service");
        };
    }
}
