package dev.tenon.experiments.bench;

import dev.tenon.experiments.stats.Growth;
import java.util.List;

/** How the cost of a network's step grows. */
public final class NetGrowth {

    private NetGrowth() {}

    /** Of a network's step with the number of its images. */
    public static Growth overBatches(String net, List<NetResult> results) {
        return Growth.of(
                Growth.Axis.BATCH,
                net,
                results.stream()
                        .map(r -> new Growth.Sample(r.batch(), r.stepMillis(), r.stepMillis() * 1e6 / r.batch()))
                        .toList());
    }

    /** Of a network's step with the height of its images. */
    public static Growth overSizes(String net, List<NetResult> results) {
        return Growth.of(
                Growth.Axis.SIZE,
                net,
                results.stream()
                        .map(r -> new Growth.Sample(
                                r.image().getFirst(),
                                r.stepMillis(),
                                r.stepMillis() * 1e6 / ((double) r.batch() * r.multiplyAdds())))
                        .toList());
    }

    /** Of a network's step with the number of threads that share it. */
    public static Growth overThreads(String net, List<NetResult> results) {
        return Growth.of(
                Growth.Axis.THREADS,
                net,
                results.stream()
                        .map(r -> new Growth.Sample(
                                r.threads(), r.stepMillis(), r.stepMillis() * 1e6 * r.threads() / r.batch()))
                        .toList());
    }
}
