package dev.tenon.experiments.record;

import dev.tenon.api.data.DataException;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.WeightReader;
import java.nio.file.Path;
import java.util.List;

/** Takes weights from finished run folders. */
public final class RunWeights implements WeightReader {

    @Override
    public List<NamedTensor> read(Path run, String trial) {
        try {
            return RunReader.open(run).weights(trial);
        } catch (BundleException e) {
            throw new DataException(e.getMessage(), e);
        }
    }
}
