package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.range.Interval;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a user sets of {@link Motifs}. */
public record MotifSettings(
        @Describe("height and width of an image, in pixels") @Default("[32, 44]") @Range(min = 1, max = 4096)
        Size canvas,

        @Describe("objects (which one is it?) or motifs (which ones are in it?)") @Default("objects")
        Find find,

        @Describe("how many kinds of building blocks there are") @Default("6") @Range(min = 2, max = 12)
        int blocks,

        @Describe("side of a building block, in pixels; odd") @Default("5") @Range(min = 3, max = 63)
        int blockSize,

        @Describe("how many kinds of motifs there are, each of four building blocks, two by two")
        @Default("6")
        @Range(min = 1, max = 1000)
        int motifs,

        @Describe("how many objects there are") @Default("8") @Range(min = 2, max = 1000)
        int objects,

        @Describe("how many motifs an object is made of") @Default("2") @Range(min = 1, max = 9)
        int motifsPerObject,

        @Describe("whether objects are made of the same motifs; if not, each has motifs of its own") @Default("true")
        boolean sharing,

        @Describe("how many images of each object there are") @Default("{train: 64, validation: 16, test: 64}")
        PerObject examples,

        @Describe("how many of the objects, the first ones, have few images to learn from")
        @Default("0")
        @Range(min = 0, max = 1000)
        int rare,

        @Describe("how many images those have") @Default("4") @Range(min = 1, max = 1_000_000)
        int rareExamples,

        @Describe("how many of the objects, the last ones, are in the test images alone; for find: motifs")
        @Default("0")
        @Range(min = 0, max = 1000)
        int unseen,

        @Describe(
                "most pixels by which a motif, and each building block in it, is off its place, up or down, left or right")
        @Default("1")
        @Range(min = 0, max = 16)
        int jitter,

        @Describe("light of each building block, [least, greatest]")
        @Default("[0.7, 1]")
        @Range(min = 0, max = 1, above = true)
        Interval contrast,

        @Describe("most light that each pixel gets at random") @Default("0.1") @Range(min = 0, max = 1)
        double noise,

        @Describe(
                "further columns: object, rare-object, motifs, unseen-motifs, parts (where which motif's middle is), block-mask, motif-mask")
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
