package dev.tenon.experiments.read;

import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Problems;
import java.util.List;
import java.util.Optional;

/** Whether the looks of {@code compare.stop}, and the number of seeds, fit the design. */
final class StopCheck {

    private StopCheck() {}

    /** Records a mistake if the file crosses draws, and says otherwise how many seeds there are or what the data draw. */
    static void crossed(
            Mapping tree, Mapping vary, Optional<DesignSpec> design, Optional<CompareSpec> compare, Problems problems) {
        if (design.flatMap(DesignSpec::cross).isEmpty()) {
            return;
        }
        if (vary.has(Variation.DATA_SEED)) {
            problems.add(
                    tree.get("vary").map(Node::mark).orElse(tree.mark()),
                    "draws of the data are crossed as in cross: {data: 4}; remove " + Variation.DATA_SEED
                            + " from `vary`, or `cross` from `design`");
        }
        if (compare.flatMap(CompareSpec::law).isPresent()) {
            problems.add(
                    tree.get("cross").map(Node::mark).orElse(tree.mark()),
                    "intervals of `law` take seeds that are drawn independently, which those of `cross` are not; remove one of them");
        }
        int crossed = design.get().seeds().values().size();
        Optional<Node> written = tree.get("seeds");
        boolean same = written.isEmpty()
                || (written.get() instanceof Node.Sequence list
                        ? list.items().size() == crossed
                        : written.get() instanceof Node.Scalar scalar
                                && scalar.text().equals(String.valueOf(crossed)));
        if (!same) {
            problems.add(
                    written.get().mark(),
                    "`cross` makes " + crossed + " seeds, not " + written.get().shown() + "; leave `seeds` out");
        }
    }

    /** Records a mistake for each look that does not. */
    static void check(
            Mapping tree,
            Optional<CompareSpec> compare,
            Optional<DesignSpec> design,
            List<String> arms,
            Problems problems) {
        if (compare.flatMap(CompareSpec::stop).isEmpty() || design.isEmpty()) {
            return;
        }
        Mark mark = tree.get("stop").map(Node::mark).orElse(tree.mark());
        if (arms.size() < 2) {
            problems.add(mark, "`stop` ends arms that are decided, which takes two arms to compare; the file has one");
        }
        if (design.get().cross().isPresent()) {
            problems.add(mark, "`stop` takes seeds one after the other, which `cross` does not; remove one of them");
        }
        int all = design.get().seeds().values().size();
        for (int look : compare.get().stop().get().looks()) {
            if (look >= all) {
                problems.add(
                        mark,
                        "a look after " + look + " seeds leaves none to save, for there are " + all
                                + "; look earlier or run more seeds (the look at all of them is implied)");
            } else if (look % design.get().folds().orElse(1) != 0) {
                int folds = design.get().folds().orElseThrow();
                problems.add(
                        mark,
                        "after " + look + " seeds not all of " + folds
                                + " folds are tested on equally often; look after " + folds
                                + " seeds, or twice or three times as many");
            }
        }
    }
}
