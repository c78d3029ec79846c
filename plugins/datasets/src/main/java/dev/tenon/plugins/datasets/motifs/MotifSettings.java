package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.range.NumberRange;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a user sets of {@link Motifs}. */
public record MotifSettings(
        @Describe("height and width of an image, in pixels") @Default("[32, 44]") @Range(min = 1, max = 4096)
        Size canvas,

        @Describe("the target: objects (which one is it?) or motifs (which ones are in it?)") @Default("objects")
        Find find,

        @Describe("number of kinds of building blocks") @Default("6") @Range(min = 2, max = 12)
        int blocks,

        @Describe("side length of a building block in pixels; odd") @Default("5") @Range(min = 3, max = 63)
        int blockSize,

        @Describe("number of kinds of motifs, each of four building blocks, two by two")
        @Default("6")
        @Range(min = 1, max = 1000)
        int motifs,

        @Describe("number of objects") @Default("8") @Range(min = 2, max = 1000)
        int objects,

        @Describe("number of motifs in an object") @Default("2") @Range(min = 1, max = 9)
        int motifsPerObject,

        @Describe("whether objects share motifs; if not, each has motifs of its own") @Default("true")
        boolean sharing,

        @Describe("number of images of each object") @Default("{train: 64, validation: 16, test: 64}")
        PerObject examples,

        @Describe("number of rare objects (the first ones), which have few training images")
        @Default("0")
        @Range(min = 0, max = 1000)
        int rare,

        @Describe("number of training images of a rare object") @Default("4") @Range(min = 1, max = 1_000_000)
        int rareExamples,

        @Describe("number of unseen objects (the last ones), which occur in test images only; for find: motifs")
        @Default("0")
        @Range(min = 0, max = 1000)
        int unseen,

        @Describe("largest displacement of a motif, and of each building block in it, in pixels")
        @Default("1")
        @Range(min = 0, max = 16)
        int jitter,

        @Describe("brightness of each building block, [smallest, largest]")
        @Default("[0.7, 1]")
        @Range(min = 0, max = 1, above = true)
        NumberRange contrast,

        @Describe("largest random brightness added to each pixel") @Default("0.1") @Range(min = 0, max = 1)
        double noise,

        @Describe(
                "further columns: object, rare-object, motifs, unseen-motifs, parts (where which motif's middle is), block-parts"
                        + " (where which block's middle is), block-mask, motif-mask")
        Optional<List<MotifColumn>> also) {

    public MotifSettings {
        if (also.isPresent() && new HashSet<>(also.get()).size() < also.get().size()) {
            throw new IllegalArgumentException("also names something twice");
        }
        if (blockSize % 2 == 0) {
            throw new IllegalArgumentException("block-size is odd, not " + blockSize);
        }
        // Four blocks of one kind would look the same from afar as that block; they make no motif.
        long possible = (long) blocks * blocks * blocks * blocks - blocks;
        if (motifs > possible) {
            throw new IllegalArgumentException(blocks + " kinds of blocks make " + possible + " motifs, not " + motifs
                    + "; raise blocks or lower motifs");
        }
        if (!sharing && motifs < objects * motifsPerObject) {
            throw new IllegalArgumentException(objects + " objects of " + motifsPerObject
                    + " motifs that share none need " + objects * motifsPerObject + " motifs, not " + motifs);
        }
        if (sharing && StrictMath.pow(motifs, motifsPerObject) < objects) {
            throw new IllegalArgumentException(motifs + " motifs, " + motifsPerObject
                    + " to an object, make fewer than " + objects + " objects; raise motifs or motifs-per-object");
        }
        if (rare + unseen > objects) {
            throw new IllegalArgumentException(
                    "rare " + rare + " and unseen " + unseen + " are more than the " + objects + " objects");
        }
        if (unseen > 0 && find == Find.OBJECTS) {
            throw new IllegalArgumentException(
                    "an unseen object cannot be learned as a class; unseen goes with find: motifs");
        }
        if (also.orElse(List.of()).contains(MotifColumn.UNSEEN_MOTIFS) && unseen == 0) {
            throw new IllegalArgumentException("also: unseen-motifs needs unseen objects, but unseen is 0");
        }
        if (also.orElse(List.of()).contains(MotifColumn.RARE_OBJECT) && rare == 0) {
            throw new IllegalArgumentException("also: rare-object needs rare objects, but rare is 0");
        }
        if (unseen == objects) {
            throw new IllegalArgumentException("all " + objects + " objects are unseen: nothing is left to learn from");
        }
        Layout layout = new Layout(blockSize, motifsPerObject, jitter);
        if (layout.height() > canvas.height() || layout.width() > canvas.width()) {
            throw new IllegalArgumentException(
                    "an object of " + motifsPerObject + " motifs takes " + layout.height() + " x "
                            + layout.width() + " pixels, but the canvas has " + canvas.height() + " x " + canvas.width()
                            + "; enlarge canvas or lower block-size, jitter or motifs-per-object");
        }
    }
}
