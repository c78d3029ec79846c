package dev.tenon.experiments.plugin;

import dev.tenon.api.plugin.Service;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A service that a module offers under a name. Its code first runs when {@link #instance} is asked for. Safe for use by
 * several threads.
 */
public final class ServiceEntry {

    private final Kind kind;
    private final String type;
    private final ServiceOrigin origin;
    private final Optional<Plugin> plugin;
    private final Supplier<Service> starter;
    private volatile @Nullable Service started;

    ServiceEntry(Kind kind, String type, ServiceOrigin origin, Optional<Plugin> plugin, Supplier<Service> starter) {
        this.kind = kind;
        this.type = type;
        this.origin = origin;
        this.plugin = plugin;
        this.starter = starter;
    }

    /** What is there already. */
    static ServiceEntry of(Kind kind, Service instance) {
        return new ServiceEntry(
                kind, instance.type(), ServiceOrigin.of(instance.getClass()), Optional.empty(), () -> instance);
    }

    public Kind kind() {
        return kind;
    }

    /** Its name in a file. */
    public String type() {
        return type;
    }

    /** Where it comes from. */
    public ServiceOrigin origin() {
        return origin;
    }

    /** The plugin it is of; empty where it comes with Tenon. */
    public Optional<Plugin> plugin() {
        return plugin;
    }

    /**
     * The service, the same one at every call.
     *
     * @return an instance of {@code kind().service()}
     * @throws PluginException if it cannot be made
     */
    public Service instance() {
        Service found = started;
        if (found == null) {
            synchronized (this) {
                found = started;
                if (found == null) {
                    found = starter.get();
                    started = found;
                }
            }
        }
        return found;
    }

    /** Whether its code may have run. */
    public boolean used() {
        return started != null;
    }

    @Override
    public String toString() {
        return kind.noun() + " " + type + " of " + origin;
    }
}
