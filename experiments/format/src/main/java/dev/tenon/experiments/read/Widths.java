package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.WidthSpec;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the widths that {@code compare.widths} asks for in one cell. A width is found by bisection among whole numbers, whatever is
 * written at its place, so that reading a resolved file again finds the same.
 */
final class Widths {

    /** A layer with more outputs than this is a slip. */
    private static final int MOST = 1 << 20;

    private final Mapping tree;
    private final ExperimentSpec spec;
    private final TuneReader.Arms reader;
    private final Problems problems;
    private final CompareSpec compare;
    private final String reference;

    /**
     * A finder.
     *
     * @param tree of a cell
     * @param spec what it was read as, without a mistake
     * @param reader makes an arm of a tree
     */
    Widths(Mapping tree, ExperimentSpec spec, TuneReader.Arms reader, Problems problems) {
        this.tree = tree;
        this.spec = spec;
        this.reader = reader;
        this.problems = problems;
        this.compare = spec.compare();
        this.reference = compare.against().orElseThrow();
    }

    /** Why an arm has no such width. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** The width of each arm that is asked for; fewer, with the mistakes recorded, where there is none. */
    Map<String, Integer> find(Sizes sizes) {
        Map<String, Integer> found = new LinkedHashMap<>();
        if (!areAsked()) {
            return found;
        }
        try {
            long wanted = size(spec.arm(reference), sizes);
            Mapping changed = tree;
            Map<String, Long> reached = new LinkedHashMap<>();
            reached.put(reference, wanted);
            for (Entry asked : asked().entries()) {
                String arm = asked.key().text();
                size(spec.arm(arm), sizes);
                Mapping before = changed;
                try {
                    int width = nearest(wanted, each -> size(arm(before, asked, each), sizes));
                    changed = with(before, asked, width, problems);
                    reached.put(arm, size(arm(before, asked, width), sizes));
                    found.put(arm, width);
                } catch (Refused refused) {
                    problems.add(settings(asked.value()).getFirst().mark(), text(asked) + " " + refused.getMessage());
                    return found;
                }
            }
            for (Map.Entry<String, Long> each : reached.entrySet()) {
                stays(changed, each.getKey(), each.getValue(), sizes);
            }
            spec.arms().stream()
                    .filter(arm -> reached.containsKey(arm.name()))
                    .forEach(arm -> arm.tuning().ifPresent(by -> refuseTuned(arm, by, sizes)));
        } catch (SpecException e) {
            problems.addAll(e.problems());
        }
        return found;
    }

    /** The tree with widths in their places. */
    Mapping with(Map<String, Integer> widths) {
        Mapping changed = tree;
        for (Entry asked : asked().entries()) {
            Integer width = widths.get(asked.key().text());
            changed = width == null ? changed : with(changed, asked, width, problems);
        }
        return changed;
    }

    private Mapping asked() {
        return (Mapping) tree.get("compare")
                .flatMap(node -> ((Mapping) node).get("widths"))
                .orElseThrow();
    }

    /** {@code layers.features.filters of arm "composed"}. */
    private static String text(Entry asked) {
        return String.join(
                        " and ",
                        settings(asked.value()).stream().map(Scalar::text).toList())
                + " of arm \"" + asked.key().text() + "\"";
    }

    private static List<Scalar> settings(Node width) {
        return switch (width) {
            case Scalar one -> List.of(one);
            case Sequence several ->
                several.items().stream().map(Scalar.class::cast).toList();
            case Mapping whole -> settings(whole.get("of").orElseThrow());
        };
    }

    /** Whether there are such arms, and nothing else gives their settings a value. */
    private boolean areAsked() {
        int before = problems.count();
        List<String> arms = spec.arms().stream().map(ArmSpec::name).toList();
        for (Entry asked : asked().entries()) {
            String arm = asked.key().text();
            if (arm.equals(reference)) {
                problems.add(
                        asked.key().mark(),
                        "arm \"" + arm
                                + "\" is the one whose size the others are to match; name another one with `against`, or remove its "
                                + "width");
            } else if (!arms.contains(arm)) {
                problems.add(
                        asked.key().mark(),
                        "no arm \"" + arm + "\"" + Suggestions.hintAndList(arm, arms, "There are", "see `arms`"));
            } else {
                settings(asked.value()).forEach(setting -> refuseVaried(arm, setting));
            }
        }
        return problems.count() == before;
    }

    private void refuseVaried(String arm, Scalar setting) {
        String path = "arms." + arm + "." + setting.text();
        for (Entry varied : Variation.factors(tree).entries()) {
            if (Variation.settings(varied.key()).stream()
                    .anyMatch(other -> other.text().equals(path))) {
                problems.add(
                        setting.mark(),
                        "the width \"" + setting.text()
                                + "\" is found, but design.vary gives it its own values; remove one of them");
            }
        }
    }

    /** A size that grows with a width. */
    private interface Growing {
        long at(int width) throws Refused;
    }

    /** The width whose size is nearest to that wanted; of two, the smaller. */
    private int nearest(long wanted, Growing size) throws Refused {
        int low = 0;
        int high = 1;
        long atLow = 0;
        long atHigh = size.at(high);
        if (atHigh > wanted) {
            throw new Refused("gives " + counted(atHigh) + " with 1 already, and arm \"" + reference + "\" has "
                    + counted(wanted) + "; make the other layers of one of them larger or smaller");
        }
        while (atHigh < wanted) {
            low = high;
            atLow = atHigh;
            high *= 2;
            if (high > MOST) {
                throw new Refused("would have to be over " + low + " for " + counted(wanted) + ", those of arm \""
                        + reference + "\"");
            }
            atHigh = size.at(high);
            if (atHigh <= atLow) {
                throw new Refused("is not a width: " + (atHigh == atLow ? "with 1 and with 2 as well" : "with more")
                        + " there are " + counted(atHigh) + "; name a number of filters or units");
            }
        }
        while (low > 0 && high - low > 1) {
            int middle = (low + high) >>> 1;
            long there = size.at(middle);
            if (there < atLow || there > atHigh) {
                throw new Refused("gives " + counted(there) + " with " + middle + ", but " + counted(atLow) + " with "
                        + low + " and " + counted(atHigh) + " with " + high + "; a width is one with which they grow");
            }
            if (there <= wanted) {
                low = middle;
                atLow = there;
            } else {
                high = middle;
                atHigh = there;
            }
        }
        return low > 0 && wanted - atLow <= atHigh - wanted ? low : high;
    }

    private String counted(long size) {
        return String.format(Locale.ROOT, "%,d ", size) + compare.match().words();
    }

    private long size(ArmSpec arm, Sizes sizes) {
        return sizes.of(spec, arm.last(), compare.match());
    }

    private static Mapping with(Mapping tree, Entry asked, int width, Problems problems) {
        Mapping changed = tree;
        for (Scalar setting : settings(asked.value())) {
            Scalar value = new Scalar(String.valueOf(width), true, setting.mark());
            changed = TreePath.changeInArm(changed, asked.key().text(), new SettingChange(setting, value), problems);
        }
        return changed;
    }

    private ArmSpec arm(Mapping before, Entry asked, int width) throws Refused {
        Problems own = new Problems();
        Mapping changed = with(before, asked, width, own);
        Optional<ArmSpec> made =
                own.isEmpty() ? reader.read(changed, asked.key().text(), own) : Optional.empty();
        if (made.isEmpty() || !own.isEmpty()) {
            throw new Refused("cannot be " + width + ": "
                    + String.join(
                            "; ", own.sorted().stream().map(Problem::message).toList()));
        }
        return made.get();
    }

    /** An arm whose layers are those of another one changes with it. */
    private void stays(Mapping changed, String arm, long size, Sizes sizes) {
        Problems own = new Problems();
        Optional<ArmSpec> made = reader.read(changed, arm, own);
        if (made.isPresent() && size(made.get(), sizes) != size) {
            problems.add(
                    asked().mark(),
                    "arm \"" + arm
                            + "\" has the layers of another arm of `widths`, so it no longer has that size once the other has its width; write the layers of one of them out");
        }
    }

    private void refuseTuned(ArmSpec arm, ArmTuning by, Sizes sizes) {
        long own = size(arm, sizes);
        for (ArmTuning.Candidate candidate : by.candidates()) {
            // With the width that is written, as all candidates have it.
            if (size(arm.with(candidate), sizes) != own) {
                problems.add(
                        asked().mark(),
                        "arm \"" + arm.name() + "\" is tuned, and has other "
                                + compare.match().words() + " with "
                                + candidate.text()
                                + "; arms are made equally large before they are tuned; tune what does not change their size");
                return;
            }
        }
    }

    /** The widths that a resolved file says were found in a cell; fewer, with the mistake recorded, where it does not say it. */
    Map<String, Integer> known(int cell) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        for (Map.Entry<String, WidthSpec> each : compare.solved().entrySet()) {
            List<Integer> found = each.getValue().found().orElse(List.of());
            if (cell < found.size()) {
                widths.put(each.getKey(), found.get(cell));
            } else {
                problems.add(
                        asked().mark(),
                        "`found` of arm \"" + each.getKey() + "\" has " + found.size()
                                + " widths, fewer than there are cells");
            }
        }
        return widths;
    }

    /** The comparison with the widths found in all cells. */
    static CompareSpec found(CompareSpec compare, List<Map<String, Integer>> cells) {
        Map<String, WidthSpec> solved = new LinkedHashMap<>();
        compare.solved().forEach((arm, width) -> {
            List<Integer> widths = new ArrayList<>();
            cells.forEach(cell -> Optional.ofNullable(cell.get(arm)).ifPresent(widths::add));
            solved.put(arm, width.found(widths));
        });
        return compare.solving(solved);
    }
}
