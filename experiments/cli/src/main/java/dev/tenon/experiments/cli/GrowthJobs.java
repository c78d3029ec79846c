package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Backend;
import dev.tenon.experiments.bench.Mode;
import dev.tenon.experiments.bench.NetGrowth;
import dev.tenon.experiments.bench.NetResult;
import dev.tenon.experiments.bench.NetTask;
import dev.tenon.experiments.bench.Pace;
import dev.tenon.experiments.bench.TrialBench;
import dev.tenon.experiments.spec.Architecture;
import dev.tenon.experiments.stats.Growth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Measures how cost grows: with the batch, the size of the image and the threads of networks, and with the trials of an experiment. */
final class GrowthJobs {

    private static final int MOST_BATCH = 512;
    private static final int LEAST_SIZE = 8;
    private static final int MOST_SIZE = 256;
    private static final int MOST_TRIALS = 32;

    /** With images of all sizes: at the largest, a step still fits a small machine's memory. */
    private static final int BATCH_OF_SIZES = 16;

    private final Backend backend;
    private final Mode mode;
    private final int threads;
    private final Pace pace;
    private final Optional<List<String>> apart;
    private final Consumer<String> about;

    GrowthJobs(
            Backend backend, Mode mode, int threads, Pace pace, Optional<List<String>> apart, Consumer<String> about) {
        this.backend = backend;
        this.mode = mode;
        this.threads = threads;
        this.pace = pace;
        this.apart = apart;
        this.about = about;
    }

    /** With batch, size and threads. */
    List<Growth> network(Path file, Architecture net) {
        List<NetTask> batches = doubling(1, MOST_BATCH)
                .mapToObj(batch -> new NetTask(net, mode, batch, threads))
                .toList();
        List<NetTask> sizes = doubling(LEAST_SIZE, MOST_SIZE)
                .mapToObj(size -> new NetTask(net.withImage(size, size), mode, BATCH_OF_SIZES, threads))
                .toList();
        List<NetTask> counts = IntStream.rangeClosed(1, threads)
                .filter(count -> count == threads || Integer.bitCount(count) == 1)
                .mapToObj(count -> new NetTask(net, mode, net.batch(), count))
                .toList();
        return List.of(
                NetGrowth.overBatches(net.name(), measure(file, batches)),
                NetGrowth.overSizes(net.name(), measure(file, sizes)),
                NetGrowth.overThreads(net.name(), measure(file, counts)));
    }

    /** With trials. */
    Growth trials(TrialBench bench) {
        List<Integer> counts = doubling(1, MOST_TRIALS).boxed().toList();
        return bench.measure(
                counts, backend.type(), threads, count -> about.accept(count + (count == 1 ? " trial" : " trials")));
    }

    private List<NetResult> measure(Path file, List<NetTask> tasks) {
        NetJobs jobs = new NetJobs(backend, pace, apart);
        tasks.forEach(task -> jobs.add(file, task));
        return jobs.run(about);
    }

    private static IntStream doubling(int from, int to) {
        return IntStream.iterate(from, n -> n <= to, n -> 2 * n);
    }

    /** A table for each. */
    static List<String> lines(List<Growth> growths) {
        List<String> lines = new ArrayList<>();
        for (Growth growth : growths) {
            Columns table = new Columns(
                    growth.axis().title(), "ms", "ns per " + growth.axis().unit(), "of the cheapest", "within 15 %");
            for (Growth.Point p : growth.points()) {
                table.row(
                        Integer.toString(p.size()),
                        BenchTable.figure(p.millis()),
                        BenchTable.figure(p.unitNanos()),
                        BenchTable.decimals(p.ratio(), 2),
                        p.linear() ? "linear" : "");
            }
            lines.add(growth.what() + ", by " + growth.axis().title());
            lines.addAll(table.lines("  "));
            lines.add("");
        }
        lines.add(
                "Linear growth costs the same for each unit of work; the cheapest is what the others are compared with.");
        return lines;
    }
}
