package dev.tenon.experiments.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the weights of an earlier run's trial once, so that all trials of a run get the same ones. */
final class KnownWeights implements WeightReader {

    private record Source(Path run, String trial) {}

    private final WeightReader reader;
    private final Map<Source, List<NamedTensor>> known = new HashMap<>();

    KnownWeights(WeightReader reader) {
        this.reader = reader;
    }

    @Override
    public synchronized List<NamedTensor> read(Path run, String trial) throws IOException {
        Source source = new Source(run, trial);
        List<NamedTensor> tensors = known.get(source);
        if (tensors == null) {
            tensors = reader.read(run, trial);
            known.put(source, tensors);
        }
        return tensors;
    }
}
