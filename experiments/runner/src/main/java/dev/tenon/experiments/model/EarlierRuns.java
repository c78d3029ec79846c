package dev.tenon.experiments.model;

import dev.tenon.api.data.DataException;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.spec.WeightSource;
import java.nio.file.Path;
import java.util.Map;

/** What earlier runs and other programs learned, as far as a check needs it. */
public interface EarlierRuns {

    /**
     * The shapes of one trial's weights, by {@code stage/layer/parameter}.
     *
     * @param run the run's folder as the experiment file names it
     * @param trial the trial's id as a path, as {@code whole/seed-0}
     * @throws DataException if the folder is no finished run, was changed, or has no such trial; the message says what to do
     */
    Map<String, Shape> shapes(Path run, String trial);

    /**
     * A tensor of a file that another program wrote, with axes in the order that they have here.
     *
     * @param parameter which of the layer's
     * @throws DataException if there is none; the message goes on from the file's name
     */
    WeightSource.Tensor tensor(WeightSource.File from, String parameter);
}
