package dev.tenon.experiments.run;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.model.EarlierRuns;
import dev.tenon.experiments.spec.WeightSource;
import dev.tenon.experiments.weights.WeightFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the weights of an earlier run's trial, or of a file that another program wrote, once, so that the check and all trials of a run see the same ones. */
public final class CachedWeights implements WeightReader, EarlierRuns {

    private record Source(Path run, String trial) {}

    private final WeightReader reader;
    private final Path folder;
    private final Map<Source, List<NamedTensor>> known = new HashMap<>();
    private final Map<Place, WeightSource.Tensor> tensors = new HashMap<>();

    private record Place(WeightSource.File file, String parameter) {}

    /**
     * Weights of runs.
     *
     * @param folder of the experiment file, from which runs are seen
     */
    public CachedWeights(WeightReader reader, Path folder) {
        this.reader = reader;
        this.folder = folder;
    }

    @Override
    public synchronized List<NamedTensor> read(Path run, String trial) {
        Source source = new Source(run, trial);
        List<NamedTensor> tensors = known.get(source);
        if (tensors == null) {
            tensors = reader.read(folder.resolve(run), trial);
            known.put(source, tensors);
        }
        return tensors;
    }

    @Override
    public Map<String, Shape> shapes(Path run, String trial) {
        Map<String, Shape> shapes = new TreeMap<>();
        read(run, trial).forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
        return shapes;
    }

    @Override
    public synchronized WeightSource.Tensor tensor(WeightSource.File from, String parameter) {
        Place place = new Place(from, parameter);
        WeightSource.Tensor tensor = tensors.get(place);
        if (tensor == null) {
            tensor = WeightFile.read(folder.resolve(from.file()), from, parameter);
            tensors.put(place, tensor);
        }
        return tensor;
    }
}
