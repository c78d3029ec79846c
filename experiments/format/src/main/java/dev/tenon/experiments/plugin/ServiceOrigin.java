package dev.tenon.experiments.plugin;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a service comes from.
 *
 * @param module its module's name; the class's name where it is in none
 * @param version of the module, where it says
 * @param api the version of the api that the module was built for, where it says
 * @param location of the jar, or of a folder of classes, where it is known
 * @param own whether it came with Tenon: a module that Java was started with, and not a plugin
 */
public record ServiceOrigin(
        String module, Optional<String> version, Optional<String> api, Optional<Path> location, boolean own) {

    /** Where a class comes from. */
    public static ServiceOrigin of(Class<?> provider) {
        Module module = provider.getModule();
        return Optional.ofNullable(module.getLayer())
                .flatMap(layer -> layer.configuration().findModule(module.getName()))
                .map(ResolvedModule::reference)
                .map(reference -> of(reference, module.getLayer() == ModuleLayer.boot()))
                .orElseGet(() -> new ServiceOrigin(
                        provider.getName(), Optional.empty(), Optional.empty(), Optional.empty(), true));
    }

    /** Where what a module provides comes from. */
    public static ServiceOrigin of(ModuleReference module, boolean own) {
        ModuleDescriptor descriptor = module.descriptor();
        Optional<Path> location =
                module.location().filter(uri -> "file".equals(uri.getScheme())).map(Path::of);
        return new ServiceOrigin(
                descriptor.name(), descriptor.rawVersion(), ApiVersion.builtFor(descriptor), location, own);
    }

    /** {@code module org.other 3.1}; of a plugin with its jar. */
    @Override
    public String toString() {
        String jar = own ? "" : location.map(path -> " (" + path + ")").orElse("");
        return "module " + module + version.map(v -> " " + v).orElse("") + jar;
    }
}
