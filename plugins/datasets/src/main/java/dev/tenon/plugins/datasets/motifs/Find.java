package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.settings.Describe;

/** What is asked of an image. */
public enum Find {
    @Describe("which object it is: one class")
    OBJECTS,
    @Describe("whether each motif is in it: a sign for each")
    MOTIFS
}
