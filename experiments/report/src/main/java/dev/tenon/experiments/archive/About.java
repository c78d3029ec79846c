package dev.tenon.experiments.archive;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.record.Circumstances;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.util.List;
import java.util.Optional;

/**
 * All that the documents of an archive tell.
 *
 * @param title of the archive
 * @param authors as they are named, in order; empty if nobody is
 * @param licence an SPDX identifier; empty if none was chosen
 * @param digest of the run: SHA-256 of its manifest
 * @param files of the run in the archive, by their paths in its folder, sorted
 */
record About(
        String title,
        List<String> authors,
        Optional<String> licence,
        String version,
        String digest,
        RunReader run,
        List<String> files,
        Circumstances circumstances,
        ExperimentResult result,
        ExperimentComparison comparison) {

    String question() {
        return result.plan().first().question().strip();
    }

    String experiment() {
        return result.plan().first().name();
    }

    Inputs inputs() {
        return run.madeWith();
    }

    List<DataInputs.LoadedSet> data() {
        return inputs().data().sets();
    }

    /** Whether everything that the run read came with Tenon or was generated. */
    boolean isSelfContained() {
        return inputs().data().files().isEmpty();
    }
}
