package dev.tenon.experiments.plugin;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.plugin.Service;
import java.io.IOException;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All services that a file can name, by kind and name. What there is, is looked up when it is first asked for, and read
 * from jars as data: a service's code runs when somebody asks for its instance. Safe for use by several threads.
 */
public final class Services {

    private static final int SHOWN_PLUGINS = 8;

    private final Supplier<Found> finder;
    private @Nullable Found found;

    /**
     * What there is.
     *
     * @param offers by kind and by name, in alphabetical order
     * @param plugins that can be used
     * @param failures a line for each service or jar that cannot
     * @param looked where plugins were looked for
     */
    private record Found(
            Map<Kind, TreeMap<String, List<ServiceEntry>>> offers,
            List<Plugin> plugins,
            List<String> failures,
            List<PluginPath.Place> looked) {

        static Found of(
                Collection<ServiceEntry> offers,
                List<Plugin> plugins,
                List<String> failures,
                List<PluginPath.Place> looked) {
            Map<Kind, TreeMap<String, List<ServiceEntry>>> all = new EnumMap<>(Kind.class);
            for (ServiceEntry offer : offers) {
                all.computeIfAbsent(offer.kind(), _ -> new TreeMap<>())
                        .computeIfAbsent(offer.type(), _ -> new ArrayList<>())
                        .add(offer);
            }
            return new Found(all, plugins, List.copyOf(failures), looked);
        }
    }

    private Services(Supplier<Found> finder) {
        this.finder = finder;
    }

    /** Those that come with Tenon. */
    public static Services installed() {
        return installed(PluginPath.none(), _ -> {});
    }

    /**
     * Those that come with Tenon, and plugins.
     *
     * @param listener is told of each jar that cannot be used, in a line, when plugins are first looked for
     */
    public static Services installed(PluginPath path, PluginFailures listener) {
        return new Services(() -> {
            List<ServiceEntry> offers = new ArrayList<>();
            List<String> failures = new ArrayList<>();
            ownOffers(offers, failures);
            PluginSearch.Result plugins = PluginSearch.of(path);
            failures.addAll(plugins.failures());
            plugins.plugins().forEach(plugin -> offers.addAll(plugin.offers(failures)));
            failures.forEach(listener::failed);
            return Found.of(offers, plugins.plugins(), failures, path.places());
        });
    }

    /** Of the modules that Java was started with. */
    private static void ownOffers(List<ServiceEntry> offers, List<String> failures) {
        Providers providers = new Providers(ModuleLayer.boot());
        for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
            ModuleReference reference = module.reference();
            if (ModuleOffers.any(reference.descriptor())) {
                try {
                    offers.addAll(ModuleOffers.of(reference, Optional.empty(), () -> providers, failures));
                } catch (IOException e) {
                    failures.add("module " + module.name() + " cannot be read: " + e.getMessage());
                }
            }
        }
    }

    /** These and no others. */
    public static Services of(Service... instances) {
        return new Services(() -> Found.of(offers(instances), List.of(), List.of(), List.of()));
    }

    /** These besides. */
    public Services with(Service... instances) {
        return new Services(() -> {
            List<ServiceEntry> all = new ArrayList<>(all());
            all.addAll(offers(instances));
            return Found.of(all, plugins(), failures(), found().looked());
        });
    }

    private static List<ServiceEntry> offers(Service... instances) {
        for (Service instance : instances) {
            if (Arrays.stream(Kind.values()).noneMatch(kind -> kind.service().isInstance(instance))) {
                throw new PluginException(instance.getClass().getName()
                        + " is a mere Service, which a file cannot name; " + Kind.bareRemedy());
            }
        }
        return Arrays.stream(instances)
                .flatMap(instance -> Arrays.stream(Kind.values())
                        .filter(kind -> kind.service().isInstance(instance))
                        .map(kind -> ServiceEntry.of(kind, instance)))
                .toList();
    }

    /**
     * The service of a name.
     *
     * @throws PluginException if two modules offer one name of this kind
     */
    public Optional<ServiceEntry> find(Kind kind, String type) {
        List<ServiceEntry> offers = offers(kind).getOrDefault(type, List.of());
        if (offers.size() > 1) {
            throw new PluginException("two " + kind.plural() + " are named \"" + type + "\", one in "
                    + offers.get(0).origin() + " and one in " + offers.get(1).origin() + "; remove one of the two");
        }
        return offers.stream().findFirst();
    }

    /** All names of a kind, in alphabetical order. */
    public List<String> names(Kind kind) {
        return List.copyOf(offers(kind).keySet());
    }

    /** All services of a kind, in alphabetical order. */
    public List<ServiceEntry> all(Kind kind) {
        return offers(kind).values().stream().flatMap(List::stream).toList();
    }

    /** All services, by kind and then by name. */
    public List<ServiceEntry> all() {
        return Arrays.stream(Kind.values()).flatMap(kind -> all(kind).stream()).toList();
    }

    /** The plugins that can be used, in the order in which they were found. */
    public List<Plugin> plugins() {
        return found().plugins();
    }

    /** The plugins whose code may have run. */
    public List<Plugin> used() {
        return all().stream()
                .filter(ServiceEntry::used)
                .flatMap(offer -> offer.plugin().stream())
                .distinct()
                .toList();
    }

    /** From here on a plugin's code runs only if the guard has nothing against it. */
    public void guard(PluginGuard guard) {
        plugins().forEach(plugin -> plugin.guard(guard));
    }

    /** A line for each service or jar that is there but cannot be used. */
    public List<String> failures() {
        return found().failures();
    }

    /** A backend, as {@code cpu}. */
    public Optional<Backend> backend(String type) {
        return find(Kind.BACKEND, type).map(offer -> (Backend) offer.instance());
    }

    /** What to say of a name that no service has: the nearest one, what there is, and where it was looked for. */
    public String missing(Kind kind, String wrong) {
        List<String> names = names(kind);
        if (names.isEmpty()) {
            return "no " + kind.noun() + " \"" + wrong + "\"; no " + kind.plural() + " are installed at all";
        }
        // A file gives its data sets names of their own.
        String noun = kind == Kind.DATASET ? "type of data set" : kind.noun();
        return "no " + noun + " \"" + wrong + "\""
                + Suggestions.hintAndList(
                        wrong, names, "There are", "`tenon plugins` lists all " + names.size() + " " + kind.plural())
                + looked();
    }

    /** Which plugins there are, or where there could be some: {@code  (looked in Tenon and a.jar, b.jar)}. */
    public String looked() {
        List<PluginPath.Place> places = found().looked();
        if (places.isEmpty()) {
            return "";
        }
        List<Plugin> plugins = plugins();
        String searched = plugins.isEmpty()
                ? "no plugin is in " + joined(places.stream().map(PluginPath.Place::path), " or ")
                : "looked in Tenon and in "
                        + joined(plugins.stream().limit(SHOWN_PLUGINS).map(Plugin::place), ", ")
                        + (plugins.size() > SHOWN_PLUGINS
                                ? " and " + (plugins.size() - SHOWN_PLUGINS) + " more plugins"
                                : "");
        return " (" + searched + ")";
    }

    private static String joined(Stream<Path> paths, String between) {
        return paths.map(Path::toString).collect(Collectors.joining(between));
    }

    private Map<String, List<ServiceEntry>> offers(Kind kind) {
        return found().offers().getOrDefault(kind, new TreeMap<>());
    }

    private synchronized Found found() {
        Found known = found;
        if (known == null) {
            known = finder.get();
            found = known;
        }
        return known;
    }
}
