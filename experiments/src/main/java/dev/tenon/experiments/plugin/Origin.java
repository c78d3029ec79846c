package dev.tenon.experiments.plugin;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.util.Optional;

/**
 * Where a service comes from.
 *
 * @param module its module's name; the class's name where it is in none
 * @param version of the module, where its jar says
 * @param location of the jar or folder, where it is known
 */
public record Origin(String module, Optional<String> version, Optional<URI> location) {

    /** Where a class comes from. */
    public static Origin of(Class<?> provider) {
        Module module = provider.getModule();
        return Optional.ofNullable(module.getLayer())
                .flatMap(layer -> layer.configuration().findModule(module.getName()))
                .map(ResolvedModule::reference)
                .map(Origin::of)
                .orElseGet(() -> new Origin(provider.getName(), Optional.empty(), Optional.empty()));
    }

    /** Where what a module provides comes from. */
    static Origin of(ModuleReference module) {
        ModuleDescriptor descriptor = module.descriptor();
        return new Origin(descriptor.name(), descriptor.rawVersion(), module.location());
    }

    @Override
    public String toString() {
        return "module " + module + version.map(v -> " " + v).orElse("");
    }
}
