package dev.tenon.experiments.plugin;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The libraries of a plugin that have no module-info, where Tenon has another version of one. Java lets such a jar read every
 * module there is, and so also Tenon's version of itself, which does not resolve. Here each is a module that exports
 * all it has; when its layer is made it is let read what is in its folder, and Java.
 */
final class Libraries implements ModuleFinder {

    private final ModuleFinder jars;

    Libraries(ModuleFinder jars) {
        this.jars = jars;
    }

    @Override
    public Optional<ModuleReference> find(String name) {
        return jars.find(name).map(Libraries::named);
    }

    @Override
    public Set<ModuleReference> findAll() {
        Set<ModuleReference> all = new LinkedHashSet<>();
        jars.findAll().forEach(jar -> all.add(named(jar)));
        return all;
    }

    private static ModuleReference named(ModuleReference jar) {
        ModuleDescriptor automatic = jar.descriptor();
        if (!automatic.isAutomatic()) {
            return jar;
        }
        ModuleDescriptor.Builder builder =
                ModuleDescriptor.newModule(automatic.name()).packages(automatic.packages());
        automatic.rawVersion().ifPresent(builder::version);
        automatic.packages().forEach(builder::exports);
        automatic.provides().forEach(provides -> {
            builder.provides(provides);
            builder.uses(provides.service());
        });
        return new ModuleReference(builder.build(), jar.location().orElse(null)) {
            @Override
            public ModuleReader open() throws IOException {
                return jar.open();
            }
        };
    }

    /** Lets libraries read what is in their layer, and Java. */
    static void connect(ModuleLayer.Controller layer, List<String> libraries) {
        for (Module module : layer.layer().modules()) {
            // One that Java itself made a module reads all there is already.
            if (libraries.contains(module.getName()) && !module.getDescriptor().isAutomatic()) {
                layer.layer().modules().forEach(other -> layer.addReads(module, other));
                ModuleLayer.boot().modules().stream()
                        .filter(other ->
                                ModuleFinder.ofSystem().find(other.getName()).isPresent())
                        .forEach(other -> layer.addReads(module, other));
            }
        }
    }
}
