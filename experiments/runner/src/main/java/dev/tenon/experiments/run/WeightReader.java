package dev.tenon.experiments.run;

import dev.tenon.api.data.DataException;
import java.nio.file.Path;
import java.util.List;

/** Reads what an earlier run learned. */
public interface WeightReader {

    /**
     * The tensors of one trial, named {@code stage/layer/parameter}.
     *
     * @param run the run's folder
     * @param trial the trial's id as a path, as {@code whole/seed-0}
     * @throws DataException if the folder is no finished run, was changed, or has no such trial; the message says what to do
     */
    List<NamedTensor> read(Path run, String trial);
}
