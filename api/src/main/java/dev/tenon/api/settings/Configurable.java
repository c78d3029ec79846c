package dev.tenon.api.settings;

import dev.tenon.api.plugin.Service;

/**
 * A service that takes settings. An implementation is stateless.
 *
 * @param <S> the record whose components are its settings; {@link NoSettings} if it has none
 */
public interface Configurable<S extends Record> extends Service {

    /**
     * The record of its settings. A component {@code trainSize} is the key {@code train-size}. Components are
     * int, long, float, double, boolean, String, an enum, {@link java.util.Optional}, {@link java.util.List},
     * {@link Part}, {@link dev.tenon.api.data.DatasetName}, {@link java.nio.file.Path}, or a record of such; a
     * component without {@link Default} that is not Optional must be given. A constructor that throws
     * {@link IllegalArgumentException} has its message shown with the location in the file. The runner makes the record
     * by reflection, so its module says {@code opens} (or {@code exports}) of its package.
     */
    Class<S> settings();
}
