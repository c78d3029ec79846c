package dev.tenon.experiments.data;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Cross-validation: all examples of a data set are divided into parts of nearly one size in which each class has its share, and one
 * part is tested on. Examples that share a source, as a patient's images, are one group and stay together: each group goes
 * where its class is rarest so far, the largest groups first.
 */
final class Folds {

    private final Examples examples;
    private final int folds;

    private Folds(Examples examples, int folds) {
        this.examples = examples;
        this.folds = folds;
    }

    /** Examples that belong together, and the class of most of them. */
    private record Group(List<Integer> members, String stratum) {}

    /**
     * The same examples for other purposes: one fold to test on, of the rest as large a share for validation as there was of all.
     *
     * @param fold which is tested on, from 0
     * @param random decides which examples are in which fold; the same for all folds of one division
     * @throws DataException if there are too few examples or groups, of all or of a class
     */
    static Examples of(Examples examples, int folds, int fold, RandomStream random) {
        Folds of = new Folds(examples, folds);
        List<Group> groups = of.groups();
        of.check(groups);
        List<List<Group>> parts = deal(groups, folds, random);
        List<Group> rest = IntStream.range(0, folds)
                .filter(i -> i != fold)
                .mapToObj(parts::get)
                .flatMap(List::stream)
                .toList();
        Map<Split, int[]> splits = new EnumMap<>(Split.class);
        splits.put(Split.TEST, members(parts.get(fold)));
        splits.put(Split.TRAIN, members(rest));
        int held = examples.split(Split.VALIDATION).length;
        if (held > 0) {
            double share = Math.min(0.5, (double) held / examples.size() * folds / (folds - 1));
            int pieces = Math.max(2, Math.min(rest.size(), (int) Math.round(1 / share)));
            List<List<Group>> pieced = deal(rest, pieces, random);
            splits.put(Split.VALIDATION, members(pieced.getFirst()));
            splits.put(
                    Split.TRAIN,
                    members(pieced.stream().skip(1).flatMap(List::stream).toList()));
        }
        return examples.withSplits(splits);
    }

    private static int[] members(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> group.members().stream())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** Those that share a source, directly or by way of others. */
    private List<Group> groups() {
        int[] root = IntStream.range(0, examples.size()).toArray();
        Map<Integer, Integer> first = new HashMap<>();
        for (int i = 0; i < root.length; i++) {
            for (int source : examples.sources(i)) {
                Integer other = first.putIfAbsent(source, i);
                if (other != null) {
                    int a = root(root, i);
                    int b = root(root, other);
                    root[Math.max(a, b)] = Math.min(a, b);
                }
            }
        }
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < root.length; i++) {
            members.computeIfAbsent(root(root, i), key -> new ArrayList<>()).add(i);
        }
        String[] strata = strata();
        return members.values().stream()
                .map(list -> new Group(list, most(list, strata)))
                .toList();
    }

    private static int root(int[] root, int of) {
        int at = of;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }

    private static String most(List<Integer> members, String[] strata) {
        Map<String, Integer> counts = new TreeMap<>();
        members.forEach(member -> counts.merge(strata[member], 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .orElseThrow()
                .getKey();
    }

    /** The target of each example, where targets repeat; targets that hardly do are no strata. */
    private String[] strata() {
        String[] strata = new String[examples.size()];
        Arrays.fill(strata, "");
        if (examples.target().positions().rank() > 0) {
            return strata;
        }
        int width = examples.targets().length / examples.size();
        String[] targets = new String[examples.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = Arrays.toString(Arrays.copyOfRange(examples.targets(), i * width, (i + 1) * width));
        }
        boolean repeat = Arrays.stream(targets).distinct().count() <= targets.length / 2;
        return examples.kind() == Targets.CLASSES || repeat ? targets : strata;
    }

    private void check(List<Group> groups) {
        boolean grouped = groups.size() < examples.size();
        if (groups.size() < folds) {
            throw new DataException("has " + groups.size()
                    + (grouped ? " groups of examples that belong together" : " examples")
                    + ", too few for design.folds: "
                    + folds + "; take at most " + groups.size() + " folds");
        }
        if (examples.kind() != Targets.CLASSES || examples.target().positions().rank() > 0) {
            return;
        }
        Map<String, Integer> sizes = new TreeMap<>();
        groups.forEach(group -> sizes.merge(group.stratum(), 1, Integer::sum));
        Map<String, Integer> small = new TreeMap<>();
        for (int label = 0; label < examples.units(); label++) {
            int size = sizes.getOrDefault(Arrays.toString(new float[] {label}), 0);
            boolean there = present(label);
            if (there && size < folds) {
                small.put(examples.names().get(label), size);
            }
        }
        if (!small.isEmpty()) {
            List<String> shown = new ArrayList<>();
            small.forEach((name, size) -> shown.add(name + " (" + size + ")"));
            throw new DataException("has classes with fewer " + (grouped ? "groups" : "examples") + " than the "
                    + folds + " folds of design.folds, so that a fold would lack them: " + String.join(", ", shown)
                    + "; take fewer folds, or leave these classes out");
        }
    }

    private boolean present(int label) {
        for (float target : examples.targets()) {
            if (target == label) {
                return true;
            }
        }
        return false;
    }

    /** Groups in random order, the larger first, each to the part that has least of its class, of these that has least of all. */
    private static List<List<Group>> deal(List<Group> groups, int parts, RandomStream random) {
        int[] order = random.permutation(groups.size());
        List<Group> dealt = IntStream.of(order)
                .mapToObj(groups::get)
                .sorted(Comparator.comparingInt(
                                (Group group) -> -group.members().size())
                        .thenComparing(Group::stratum))
                .toList();
        List<List<Group>> all = new ArrayList<>();
        int[] sizes = new int[parts];
        List<Map<String, Integer>> ofClass = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            all.add(new ArrayList<>());
            ofClass.add(new HashMap<>());
        }
        for (Group group : dealt) {
            int best = 0;
            for (int part = 1; part < parts; part++) {
                int own = ofClass.get(part).getOrDefault(group.stratum(), 0);
                int least = ofClass.get(best).getOrDefault(group.stratum(), 0);
                best = own < least || (own == least && sizes[part] < sizes[best]) ? part : best;
            }
            all.get(best).add(group);
            sizes[best] += group.members().size();
            ofClass.get(best).merge(group.stratum(), group.members().size(), Integer::sum);
        }
        return all;
    }
}
