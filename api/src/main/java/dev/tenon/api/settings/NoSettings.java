package dev.tenon.api.settings;

/** The settings of what has none. */
public record NoSettings() {}
