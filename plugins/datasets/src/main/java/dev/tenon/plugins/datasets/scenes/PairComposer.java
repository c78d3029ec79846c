package dev.tenon.plugins.datasets.scenes;

import java.util.List;
import java.util.Optional;

/**
 * Scenes for finding two digits side by side. Of two scenes in a row, in random order, one holds a pair to be found and the
 * other does not; the pairs take turns, and so do the kinds of scenes without one. Every scene has the same number of
 * digits: two that make the pair or the near miss, and others apart from them and from each other.
 */
final class PairComposer implements Composer {

    private final ScenePlacer easel;
    private final List<Target.Pair> targets;
    private final List<HardNegative> kinds;
    private final int digits;
    private int positives;
    private int negatives;
    private boolean positive;
    private boolean second = true;

    PairComposer(ScenePlacer easel, List<Target> targets, List<HardNegative> kinds, int digits) {
        this.easel = easel;
        this.targets = targets.stream()
                .filter(Target.Pair.class::isInstance)
                .map(Target.Pair.class::cast)
                .toList();
        this.kinds = kinds;
        this.digits = digits;
    }

    @Override
    public void advance() {
        second = !second;
        positive = second ? !positive : easel.random().nextBoolean();
        if (positive) {
            positives++;
        } else {
            negatives++;
        }
    }

    @Override
    public Optional<Scene> attempt() {
        Target.Pair pair = pair();
        Optional<List<PlacedGlyph>> group =
                positive ? easel.beside(easel.glyph(pair.left()), easel.glyph(pair.right())) : miss(pair);
        return group.flatMap(placed -> easel.withOthers(placed, digits))
                .filter(scene -> targets.stream()
                        .allMatch(target -> easel.reading().holds(scene, target) == (positive && target.equals(pair))))
                .map(scene -> new Scene(plan(), scene));
    }

    @Override
    public String plan() {
        return positive ? pair().name() : kinds.isEmpty() ? "other" : kind().key();
    }

    private Target.Pair pair() {
        int turn = positive ? positives - 1 : (negatives - 1) / Math.max(1, kinds.size());
        return targets.get(turn % targets.size());
    }

    private HardNegative kind() {
        return kinds.get((negatives - 1) % kinds.size());
    }

    private Optional<List<PlacedGlyph>> miss(Target.Pair pair) {
        if (kinds.isEmpty()) {
            return easel.apart(easel.glyph(any()), easel.glyph(any()));
        }
        return switch (kind()) {
            case APART -> easel.apart(easel.glyph(pair.left()), easel.glyph(pair.right()));
            case REVERSED -> easel.beside(easel.glyph(pair.right()), easel.glyph(pair.left()));
            case OVERLAPPING -> easel.overlapping(easel.glyph(pair.left()), easel.glyph(pair.right()));
            case SINGLE -> single(pair);
            case OTHER_DIGITS -> otherDigits(pair);
        };
    }

    private Optional<List<PlacedGlyph>> single(Target.Pair pair) {
        boolean keepLeft = easel.random().nextBoolean();
        int other = any();
        if (other == pair.left() || other == pair.right()) {
            return Optional.empty();
        }
        return easel.apart(easel.glyph(keepLeft ? pair.left() : other), easel.glyph(keepLeft ? other : pair.right()));
    }

    private Optional<List<PlacedGlyph>> otherDigits(Target.Pair pair) {
        int replaced = easel.random().nextInt(3);
        int left = replaced == 0 ? pair.left() : any();
        int right = replaced == 1 ? pair.right() : any();
        if ((left == pair.left() && right == pair.right()) || (left == pair.right() && right == pair.left())) {
            return Optional.empty();
        }
        return easel.beside(easel.glyph(left), easel.glyph(right));
    }

    private int any() {
        return easel.random().nextInt(easel.classes());
    }
}
