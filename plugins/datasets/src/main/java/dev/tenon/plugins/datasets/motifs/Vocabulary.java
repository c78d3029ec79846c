package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the motifs and objects of a world are.
 *
 * @param motifs the blocks of each, row by row
 * @param objects the motifs of each, row by row, as indices
 */
record Vocabulary(List<List<Block>> motifs, List<List<Integer>> objects) {

    /** Candidates among which the next object is the one whose motifs were used least. */
    private static final int CANDIDATES = 32;

    private static final int TRIES = 4096;

    static Vocabulary draw(MotifSettings settings, RandomStream random) {
        List<List<Block>> motifs = motifs(settings.blocks(), settings.motifs(), random);
        List<List<Integer>> objects = settings.sharing()
                ? shared(settings.motifs(), settings.objects(), settings.motifsPerObject(), random)
                : dealt(settings.motifs(), settings.objects(), settings.motifsPerObject(), random);
        return new Vocabulary(motifs, objects);
    }

    /** Different motifs, none of four equal blocks. */
    private static List<List<Block>> motifs(int blocks, int count, RandomStream random) {
        List<Block> kinds = List.of(Block.values()).subList(0, blocks);
        Set<List<Block>> known = new HashSet<>();
        List<List<Block>> motifs = new ArrayList<>();
        while (motifs.size() < count) {
            List<Block> motif = new ArrayList<>();
            for (int i = 0; i < Layout.BLOCKS; i++) {
                motif.add(kinds.get(random.nextInt(blocks)));
            }
            if (motif.stream().distinct().count() > 1 && known.add(motif)) {
                motifs.add(motif);
            }
        }
        return motifs;
    }

    /** Different objects of the same motifs, used about equally often. */
    private static List<List<Integer>> shared(int motifs, int objects, int motifsPerObject, RandomStream random) {
        int[] used = new int[motifs];
        Set<List<Integer>> known = new HashSet<>();
        List<List<Integer>> result = new ArrayList<>();
        while (result.size() < objects) {
            List<Integer> best = List.of();
            int least = Integer.MAX_VALUE;
            int found = 0;
            for (int i = 0; i < TRIES && found < CANDIDATES; i++) {
                List<Integer> object = IntStream.range(0, motifsPerObject)
                        .mapToObj(slot -> random.nextInt(motifs))
                        .toList();
                if (known.contains(object)) {
                    continue;
                }
                found++;
                int repeats = motifsPerObject - (int) object.stream().distinct().count();
                int cost = object.stream().mapToInt(motif -> used[motif]).sum() + repeats;
                if (cost < least) {
                    least = cost;
                    best = object;
                }
            }
            List<Integer> chosen = best.isEmpty() ? firstUnknown(motifs, motifsPerObject, known) : best;
            chosen.forEach(motif -> used[motif]++);
            known.add(chosen);
            result.add(chosen);
        }
        return result;
    }

    /** The first object, counting in base {@code motifs}, that is not known yet: for when nearly all are taken. */
    private static List<Integer> firstUnknown(int motifs, int motifsPerObject, Set<List<Integer>> known) {
        int[] digits = new int[motifsPerObject];
        while (true) {
            List<Integer> object = Arrays.stream(digits).boxed().toList();
            if (!known.contains(object)) {
                return object;
            }
            int place = 0;
            while (++digits[place] == motifs) {
                digits[place++] = 0;
            }
        }
    }

    /** Objects that have no motif in common. */
    private static List<List<Integer>> dealt(int motifs, int objects, int motifsPerObject, RandomStream random) {
        int[] order = random.permutation(motifs);
        List<List<Integer>> result = new ArrayList<>();
        for (int object = 0; object < objects; object++) {
            result.add(Arrays.stream(order, object * motifsPerObject, (object + 1) * motifsPerObject)
                    .boxed()
                    .toList());
        }
        return result;
    }
}
