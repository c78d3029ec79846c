package dev.tenon.experiments.plugin;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A jar, or a folder of a jar and its dependencies. Its modules are a layer of their own above Tenon's, with a class loader
 * of their own: they see Tenon and each other, and no other plugin. The layer is made when the first of its services is
 * started. Safe for use by several threads.
 */
public final class Plugin {

    private final Path place;
    private final List<PluginJar> jars;
    private final List<PluginJar> mains;
    private final String api;
    private final Configuration configuration;
    private PluginGuard guard = _ -> Optional.empty();
    private @Nullable Providers providers;

    private Plugin(Path place, List<PluginJar> jars, List<PluginJar> mains, String api, Configuration configuration) {
        this.place = place;
        this.jars = jars;
        this.mains = mains;
        this.api = api;
        this.configuration = configuration;
    }

    /**
     * Finds out whether jars are a plugin. None of their code runs.
     *
     * @param place what the user put there: the jar, or the folder
     * @throws Unusable if they are none, or one that this Tenon cannot run
     */
    static Plugin of(Path place, List<PluginJar> jars) throws Unusable {
        refuseTwins(place, jars);
        List<PluginJar> mains = jars.stream()
                .filter(jar -> !jar.descriptor().isAutomatic() && ModuleOffers.any(jar.descriptor()))
                .toList();
        if (mains.isEmpty()) {
            throw noPlugin(place, jars);
        }
        String api = builtFor(place, mains);
        Configuration below = ModuleLayer.boot().configuration();
        refuseMissing(place, jars, below);
        Configuration configuration = resolve(place, jars, mains, below);
        refuseSharedPackages(place, configuration);
        return new Plugin(place, jars, mains, api, configuration);
    }

    private static void refuseTwins(Path place, List<PluginJar> jars) throws Unusable {
        Map<String, PluginJar> byName = new HashMap<>();
        for (PluginJar jar : jars) {
            PluginJar twin = byName.putIfAbsent(jar.name(), jar);
            if (twin != null) {
                throw new Unusable(
                        place,
                        "its " + twin.file() + " and " + jar.file() + " are both module " + jar.name(),
                        "remove one of the two");
            }
        }
    }

    private static Unusable noPlugin(Path place, List<PluginJar> jars) {
        if (jars.size() > 1) {
            return new Unusable(
                    place,
                    "none of its " + jars.size() + " jars has a module-info that provides a service of Tenon",
                    "put the plugin's own jar there too, or add `provides` to its module-info");
        }
        PluginJar jar = jars.getFirst();
        Optional<String> bare = jar.descriptor().provides().stream()
                .filter(provides -> Kind.isBare(provides.service()))
                .map(provides -> provides.providers().getFirst())
                .findFirst();
        if (bare.isPresent()) {
            return new Unusable(
                    jar.path(),
                    "it provides " + bare.get() + " as a mere Service, which a file cannot name",
                    Kind.bareRemedy());
        }
        return jar.descriptor().isAutomatic()
                ? new Unusable(
                        jar.path(),
                        "it has no module-info",
                        "add a module-info.java that `requires dev.tenon.api` and `provides` its services")
                : new Unusable(
                        jar.path(),
                        "its module " + jar.name() + " provides no service of Tenon",
                        "add `provides` to its module-info, or, if it is a library, put it in one folder with the"
                                + " plugin that needs it");
    }

    private static String builtFor(Path place, List<PluginJar> mains) throws Unusable {
        for (PluginJar jar : mains) {
            Optional<String> text = ApiVersion.builtFor(jar.descriptor());
            Optional<ApiVersion> built = text.flatMap(ApiVersion::parse);
            Optional<ApiVersion> here = ApiVersion.here();
            if (built.isEmpty()) {
                throw new Unusable(
                        place,
                        "its module " + jar.name() + " does not say which version of " + ApiVersion.MODULE
                                + " it was built for",
                        "compile it with javac against the jar of tenon-api"
                                + here.map(version -> " " + version).orElse(""));
            }
            if (here.isPresent() && !here.get().runs(built.get())) {
                throw new Unusable(
                        place,
                        "its module " + jar.name() + " was built for api " + built.get() + ", and this Tenon has api "
                                + here.get(),
                        "get one that was built for api " + here.get() + ", or run it with a Tenon of api "
                                + built.get());
            }
        }
        return ApiVersion.builtFor(mains.getFirst().descriptor()).orElseThrow();
    }

    private static void refuseMissing(Path place, List<PluginJar> jars, Configuration below) throws Unusable {
        for (PluginJar jar : jars) {
            for (Requires requires : jar.descriptor().requires()) {
                String name = requires.name();
                boolean needed = !requires.modifiers().contains(Requires.Modifier.STATIC);
                boolean there = jars.stream().anyMatch(other -> other.name().equals(name))
                        || below.findModule(name).isPresent();
                if (needed && !there) {
                    boolean java = ModuleFinder.ofSystem().find(name).isPresent();
                    throw new Unusable(
                            place,
                            "its module " + jar.name() + " requires module " + name
                                    + (java ? ", which Java was not started with" : ", which is not there"),
                            java
                                    ? "set TENON_JAVA_OPTIONS=--add-modules=" + name
                                    : "put its jar and those of what it requires in one folder, and the folder here");
                }
            }
        }
    }

    private static Configuration resolve(Path place, List<PluginJar> jars, List<PluginJar> mains, Configuration below)
            throws Unusable {
        ModuleFinder finder = ModuleFinder.compose(
                jars.stream().map(jar -> ModuleFinder.of(jar.path())).toArray(ModuleFinder[]::new));
        List<String> roots = new ArrayList<>(mains.stream().map(PluginJar::name).toList());
        List<String> libraries = libraries(jars);
        try {
            try {
                // Binding looks for providers in these jars only: what a plugin's library uses comes with the plugin.
                return below.resolveAndBind(finder, ModuleFinder.of(), roots);
            } catch (ResolutionException e) {
                if (libraries.isEmpty()) {
                    throw e;
                }
                roots.addAll(libraries);
                return below.resolveAndBind(new Libraries(finder), ModuleFinder.of(), roots);
            }
        } catch (FindException | ResolutionException e) {
            throw new Unusable(
                    place,
                    "its modules do not fit together: " + e.getMessage(),
                    "leave in its folder only what it requires, one version of each");
        }
    }

    /** The modules of jars without module-info. */
    private static List<String> libraries(List<PluginJar> jars) {
        return jars.stream()
                .filter(jar -> jar.descriptor().isAutomatic())
                .map(PluginJar::name)
                .toList();
    }

    /** One class loader has one package of a name. */
    private static void refuseSharedPackages(Path place, Configuration configuration) throws Unusable {
        Map<String, ResolvedModule> owners = new HashMap<>();
        for (ResolvedModule module : configuration.modules()) {
            for (String name : module.reference().descriptor().packages()) {
                ResolvedModule other = owners.putIfAbsent(name, module);
                if (other != null) {
                    String both = List.of(module.name(), other.name()).stream()
                            .sorted()
                            .collect(Collectors.joining(" and "));
                    throw new Unusable(
                            place,
                            "its modules " + both + " both have the package " + name,
                            "remove the jar of one of the two");
                }
            }
        }
    }

    /** What it offers. */
    List<ServiceEntry> offers(List<String> failures) {
        List<ServiceEntry> offers = new ArrayList<>();
        for (PluginJar jar : mains) {
            try {
                offers.addAll(ModuleOffers.of(jar.module(), Optional.of(this), this::providers, failures));
            } catch (IOException e) {
                failures.add(String.valueOf(PluginJar.damaged(jar.path()).getMessage()));
            }
        }
        return offers;
    }

    private synchronized Providers providers() {
        Providers known = providers;
        if (known == null) {
            guard.refusal(this).ifPresent(why -> {
                throw new PluginException(why);
            });
            jars.forEach(PluginJar::sha256);
            ModuleLayer.Controller layer = ModuleLayer.defineModulesWithOneLoader(
                    configuration, List.of(ModuleLayer.boot()), Plugin.class.getClassLoader());
            Libraries.connect(layer, libraries(jars));
            known = new Providers(layer.layer());
            providers = known;
        }
        return known;
    }

    synchronized void guard(PluginGuard fresh) {
        guard = fresh;
    }

    /** What the user put there: the jar, or the folder. */
    public Path place() {
        return place;
    }

    /** Its jars, by file name. */
    public List<PluginJar> jars() {
        return jars;
    }

    /** The version of the api that it was built for. */
    public String api() {
        return api;
    }

    /** The jar of a module of it. */
    Optional<PluginJar> jar(ModuleDescriptor module) {
        return jars.stream().filter(jar -> jar.name().equals(module.name())).findFirst();
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
