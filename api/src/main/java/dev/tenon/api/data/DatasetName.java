package dev.tenon.api.data;

import dev.tenon.api.settings.Shorthand;

/** The name that a file gives to a data set, by which another is built on it. */
public record DatasetName(String name) {

    /** A name, as it is written in the file. */
    @Shorthand
    public static DatasetName of(String name) {
        return new DatasetName(name);
    }
}
