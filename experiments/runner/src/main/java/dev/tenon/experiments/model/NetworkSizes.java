package dev.tenon.experiments.model;

import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.read.Sizes;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.nio.file.Path;

/** Sizes of networks that are built for their data, and not trained. */
public final class NetworkSizes implements Sizes {

    private final DataLoader loader;

    private NetworkSizes(DataLoader loader) {
        this.loader = loader;
    }

    /** Of networks whose data is seen from a folder. */
    public static Sizes of(Path folder) {
        return of(new DataLoader(folder));
    }

    /** Of networks for data that a loader has. */
    public static Sizes of(DataLoader loader) {
        return new NetworkSizes(loader);
    }

    @Override
    public long of(ExperimentSpec spec, StageSpec stage, CompareSpec.Match match) {
        Summary summary = Summary.of(
                stage, Network.shapes(stage, loader.load(spec, stage.data()).columns()));
        return match == CompareSpec.Match.PARAMETERS ? summary.parameters() : summary.multiplyAdds();
    }
}
