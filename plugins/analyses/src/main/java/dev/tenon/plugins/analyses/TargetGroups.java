package dev.tenon.plugins.analyses;

import dev.tenon.api.data.Column;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which targets are counted together: all, those of each class, or those of what has a thing or does not.
 *
 * @param names of the groups; the first is all
 * @param members of each group, by their places among the targets
 */
record TargetGroups(List<String> names, List<int[]> members) {

    /**
     * Refuses what does not group whole examples.
     *
     * @throws IllegalArgumentException if it holds numbers, or something at each position
     */
    static void check(Column by) {
        if (by.kind() == Targets.NUMBERS || by.positions().rank() > 0) {
            throw new IllegalArgumentException(
                    "groups examples by column " + by.name() + ", which is not a class or sign of a whole example");
        }
    }

    /**
     * The groups of the targets of some examples; without those that nothing is in.
     *
     * @param by the column that says to which group an example belongs, or the target itself
     */
    static TargetGroups of(Column by, Correctness answers, int[] examples) {
        List<String> labels = labels(by);
        int[] counts = new int[labels.size()];
        each(by, answers, examples, (group, member) -> counts[group]++);
        int[][] members = new int[counts.length][];
        for (int group = 0; group < counts.length; group++) {
            members[group] = new int[counts[group]];
        }
        int[] filled = new int[counts.length];
        each(by, answers, examples, (group, member) -> members[group][filled[group]++] = member);
        List<String> names = new ArrayList<>();
        List<int[]> there = new ArrayList<>();
        for (int group = 0; group < counts.length; group++) {
            if (counts[group] > 0) {
                names.add(labels.get(group));
                there.add(members[group]);
            }
        }
        return new TargetGroups(names, there);
    }

    private interface Members {
        void add(int group, int member);
    }

    private static void each(Column by, Correctness answers, int[] examples, Members members) {
        boolean own = by.name().equals(answers.target().name());
        float[] keys = own ? answers.targets() : by.rows(examples);
        int things = by.kind() == Targets.CLASSES ? 1 : by.units();
        int per = answers.perExample();
        for (int i = 0; i < examples.length * per; i++) {
            members.add(0, i);
            for (int thing = 0; thing < (own ? 1 : things); thing++) {
                int which = own ? i % things : thing;
                float key = own ? keys[i] : keys[i / per * things + thing];
                if (!Float.isNaN(key)) {
                    int group = by.kind() == Targets.CLASSES ? (int) key : 2 * which + (key > 0 ? 0 : 1);
                    members.add(1 + group, i);
                }
            }
        }
    }

    private static List<String> labels(Column by) {
        List<String> labels = new ArrayList<>(List.of("all"));
        for (String name : by.names()) {
            if (by.kind() == Targets.CLASSES) {
                labels.add(name);
            } else {
                labels.add("with " + name);
                labels.add("without " + name);
            }
        }
        return labels;
    }

    String name(int group) {
        return names.get(group);
    }

    int count(int group) {
        return members.get(group).length;
    }

    /**
     * The share of each group's targets that are right; NaN where none is known.
     *
     * @param right as {@link Correctness#right} gives it
     */
    double[] accuracies(float[] right) {
        double[] accuracies = new double[names.size()];
        for (int group = 0; group < accuracies.length; group++) {
            double sum = 0;
            int known = 0;
            for (int member : members.get(group)) {
                if (!Float.isNaN(right[member])) {
                    sum += right[member];
                    known++;
                }
            }
            accuracies[group] = known == 0 ? Double.NaN : sum / known;
        }
        return accuracies;
    }
}
