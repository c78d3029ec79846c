package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Backend;
import dev.tenon.experiments.data.InputFile;
import dev.tenon.experiments.plugin.Origin;
import dev.tenon.experiments.plugin.Service;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.Digests;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.Inputs.ModuleInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Which code a run was made with. */
final class Installed {

    private static final String OWN = "dev.tenon.";

    private Installed() {}

    /** The framework's modules by version, and modules from elsewhere by the digest of their jar. */
    static Inputs inputs(Services services, List<InputFile> data) {
        TreeMap<String, Origin> origins = new TreeMap<>();
        for (Service service : services.all()) {
            origins.putIfAbsent(service.origin().module(), service.origin());
        }
        for (Class<?> part : List.of(Backend.class, Installed.class)) {
            Origin origin = Origin.of(part);
            origins.putIfAbsent(origin.module(), origin);
        }
        List<ModuleInput> framework = new ArrayList<>();
        List<ModuleInput> plugins = new ArrayList<>();
        for (Origin origin : origins.values()) {
            boolean own = origin.module().startsWith(OWN);
            (own ? framework : plugins).add(input(origin, own));
        }
        return new Inputs(framework, plugins, data);
    }

    private static ModuleInput input(Origin origin, boolean own) {
        Optional<Path> jar = own
                ? Optional.empty()
                : origin.location()
                        .filter(uri -> "file".equals(uri.getScheme()))
                        .map(Path::of)
                        .filter(Files::isRegularFile);
        try {
            Optional<String> digest = jar.isPresent() ? Optional.of(Digests.of(jar.get())) : Optional.empty();
            return new ModuleInput(
                    origin.module(), origin.version(), jar.map(path -> String.valueOf(path.getFileName())), digest);
        } catch (IOException e) {
            throw new BundleException(jar.orElseThrow() + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
