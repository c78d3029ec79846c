package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.settings.Describe;
import java.util.Locale;

/** A further column of toy images. */
public enum MotifColumn {
    @Describe("which object it is")
    OBJECT,
    @Describe("which object it is, if it is a rare one; otherwise unknown")
    RARE_OBJECT,
    @Describe("whether each motif is in it")
    MOTIFS,
    @Describe("whether each motif is in it, if the object is one never seen in training; otherwise unknown")
    UNSEEN_MOTIFS,
    @Describe(
            "for each square of 2 x 2 pixels and each motif, 1 where the centre of such a motif is, else 0: what a perfect detector of motifs would output")
    PARTS,
    @Describe("the same for building blocks: where the centre of each is")
    BLOCK_PARTS,
    @Describe("the class of each pixel: ground (the background), or the building block whose box contains it")
    BLOCK_MASK,
    @Describe("the class of each pixel: ground (the background), or the motif whose box contains it")
    MOTIF_MASK;

    /** Its name in a file: {@code block-mask}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
