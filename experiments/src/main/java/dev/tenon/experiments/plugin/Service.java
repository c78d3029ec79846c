package dev.tenon.experiments.plugin;

/**
 * A service that is installed.
 *
 * @param kind what it is
 * @param type its name in a file
 * @param instance an instance of {@code kind.service()}
 * @param origin where it comes from
 */
public record Service(Kind kind, String type, Object instance, Origin origin) {}
