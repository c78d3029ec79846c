package dev.tenon.api.settings;

/**
 * Something a user names in a file: it has a type name and settings. An implementation is stateless, has a
 * public constructor without arguments, and is found by {@link java.util.ServiceLoader}. {@link Describe}
 * on the class says in one sentence what it does.
 *
 * @param <S> the record whose components are its settings; {@link NoSettings} if it has none
 */
public interface Configurable<S extends Record> {

    /** Its name in a file: lower case, words joined by hyphens, as {@code max-pool}. */
    String type();

    /**
     * The record of its settings. A component {@code trainSize} is the key {@code train-size}. Components are
     * int, long, float, double, boolean, String, an enum, {@link java.util.Optional}, {@link java.util.List},
     * {@link Part}, {@link dev.tenon.api.data.DatasetName}, {@link java.nio.file.Path}, or a record of such; a
     * component without {@link Default} that is not Optional must be given. A constructor that throws
     * {@link IllegalArgumentException} has its message shown with the place in the file. The runner makes the record
     * by reflection, so its module says {@code opens} (or {@code exports}) of its package.
     */
    Class<S> settings();
}
