package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.settings.Describe;

/** What is asked of an image. */
public enum Find {
    @Describe("the object's class")
    OBJECTS,
    @Describe("the presence of each motif: one sign for each")
    MOTIFS
}
