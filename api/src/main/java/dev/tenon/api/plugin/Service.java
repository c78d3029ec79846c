package dev.tenon.api.plugin;

/**
 * What a plugin provides and a file names: a {@link dev.tenon.api.settings.Configurable}, a {@link
 * dev.tenon.api.training.Metric} or a {@link dev.tenon.api.backend.Backend}. Its class is public, has a public constructor
 * without arguments, is marked with its {@link Type}, and is named by {@code provides} in its module-info. {@link
 * dev.tenon.api.settings.Describe} on the class says in one sentence what it does.
 */
public interface Service {

    /** What {@link Type} says. Not to be overridden: the name that a file finds it by is the annotation's. */
    default String type() {
        Type type = getClass().getAnnotation(Type.class);
        if (type == null) {
            throw new IllegalStateException(getClass().getName() + " has no @Type(\"its name in a file\")");
        }
        return type.value();
    }
}
