package dev.tenon.api.settings;

/**
 * A service chosen in a file together with its settings: {@code relu}, or {@code {type: leaky-relu, slope:
 * 0.1}}. As a settings component it is written {@code Part<Layer<?>>}, {@code Part<Initializer<?>>} and so on.
 *
 * @param service the implementation
 * @param settings an instance of {@code service.settings()}
 * @param <T> the kind of service
 */
public record Part<T extends Configurable<?>>(T service, Record settings) {

    /**
     * A service with settings that it can read.
     *
     * @throws IllegalArgumentException if {@code settings} is not of the type that the service takes
     */
    public Part {
        if (!service.settings().isInstance(settings)) {
            throw new IllegalArgumentException(
                    service.type() + " takes " + service.settings().getSimpleName() + ", not " + settings);
        }
    }

    /** Its name in a file. */
    public String type() {
        return service.type();
    }
}
