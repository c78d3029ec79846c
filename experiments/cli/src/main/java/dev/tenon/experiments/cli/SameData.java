package dev.tenon.experiments.cli;

import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.record.RunReader;
import java.util.List;
import java.util.stream.Stream;

/** Whether a run's data are what they were. */
final class SameData {

    private SameData() {}

    /** The names of classes, and what is computed from training images, are right only on the data of the run. */
    static void check(DataLoader loader, RunReader saved, String name) {
        List<String> before = saved.inputs().sets().stream()
                .filter(set -> set.name().equals(name))
                .flatMap(SameData::digests)
                .toList();
        List<String> now = loader.inputs().sets().stream()
                .filter(set -> set.name().equals(name))
                .flatMap(SameData::digests)
                .toList();
        if (!before.isEmpty() && !before.containsAll(now)) {
            throw new UsageException(
                    "data set " + name
                            + " is not what it was in the run, so classes might get wrong names; restore its files, or say where they are with --folder");
        }
    }

    private static Stream<String> digests(LoadedSet set) {
        return set.draws().isEmpty()
                ? Stream.of(set.sha256())
                : set.draws().stream().map(draw -> draw.seed() + " " + draw.sha256());
    }
}
