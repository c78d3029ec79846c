package dev.tenon.plugins.datasets.hierarchy;

import dev.tenon.api.numerics.RandomStream;

/**
 * What each symbol may be written as.
 *
 * @param tuples {@code [depth][symbol * synonyms + k][branching]}: the symbols of the k-th synonym; level 0 are the classes
 */
record Rules(int[][][] tuples, int synonyms) {

    /** At each level different tuples, each order of them as likely, dealt to the symbols in turn. */
    static Rules draw(HierarchySettings settings, RandomStream random) {
        int[][][] tuples = new int[settings.depth()][][];
        for (int level = 0; level < settings.depth(); level++) {
            int symbols = level == 0 ? settings.classes() : settings.vocabulary();
            int possible = 1;
            for (int i = 0; i < settings.branching(); i++) {
                possible *= settings.vocabulary();
            }
            int[] order = random.permutation(possible);
            tuples[level] = new int[symbols * settings.synonyms()][settings.branching()];
            for (int i = 0; i < tuples[level].length; i++) {
                int code = order[i];
                for (int place = settings.branching() - 1; place >= 0; place--) {
                    tuples[level][i][place] = code % settings.vocabulary();
                    code /= settings.vocabulary();
                }
            }
        }
        return new Rules(tuples, settings.synonyms());
    }

    /**
     * One string, with all that it was made from, every string as likely.
     *
     * @return {@code [depth + 1][symbols of that level]}: the class alone, …, the string
     */
    int[][] derive(RandomStream random) {
        int depth = tuples.length;
        int[][] levels = new int[depth + 1][];
        levels[0] = new int[] {random.nextInt(tuples[0].length / synonyms)};
        for (int level = 0; level < depth; level++) {
            int[] above = levels[level];
            int branching = tuples[level][0].length;
            int[] below = new int[above.length * branching];
            for (int i = 0; i < above.length; i++) {
                int[] tuple = tuples[level][above[i] * synonyms + random.nextInt(synonyms)];
                System.arraycopy(tuple, 0, below, i * branching, branching);
            }
            levels[level + 1] = below;
        }
        return levels;
    }
}
