package dev.tenon.experiments.plugin;

import java.lang.module.ModuleDescriptor;
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
        if (!module.isNamed()) {
            return new Origin(provider.getName(), Optional.empty(), Optional.empty());
        }
        Optional<URI> location = Optional.ofNullable(module.getLayer())
                .flatMap(layer -> layer.configuration().findModule(module.getName()))
                .map(ResolvedModule::reference)
                .flatMap(reference -> reference.location());
        ModuleDescriptor descriptor = module.getDescriptor();
        return new Origin(module.getName(), descriptor.rawVersion().or(() -> jarVersion(provider)), location);
    }

    /** The version in a jar's manifest, for a jar whose module-info has none. */
    private static Optional<String> jarVersion(Class<?> provider) {
        return Optional.ofNullable(provider.getPackage().getImplementationVersion());
    }

    @Override
    public String toString() {
        return "module " + module + version.map(v -> " " + v).orElse("");
    }
}
