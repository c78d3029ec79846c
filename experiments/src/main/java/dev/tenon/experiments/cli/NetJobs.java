package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Backend;
import dev.tenon.experiments.bench.BenchJson;
import dev.tenon.experiments.bench.NetBench;
import dev.tenon.experiments.bench.NetResult;
import dev.tenon.experiments.bench.NetTask;
import dev.tenon.experiments.bench.Pace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Networks to be measured one after the other, each in a process of its own or all in this one. */
final class NetJobs {

    private final Backend backend;
    private final Pace pace;
    private final boolean here;
    private final List<Job> jobs = new ArrayList<>();

    /** A task and the file it is from. */
    private record Job(Path file, NetTask task) {}

    NetJobs(Backend backend, Pace pace, boolean here) {
        this.backend = backend;
        this.pace = pace;
        this.here = here;
    }

    void add(Path file, NetTask task) {
        jobs.add(new Job(file, task));
    }

    int count() {
        return jobs.size();
    }

    /**
     * Measures all.
     *
     * @param about told of each before it is measured
     */
    List<NetResult> run(Consumer<String> about) {
        List<NetResult> results = new ArrayList<>();
        for (Job job : jobs) {
            about.accept(BenchTable.name(job.task()));
            results.add(here ? inThisProcess(job) : inAnother(job));
        }
        return List.copyOf(results);
    }

    private NetResult inThisProcess(Job job) {
        try {
            return new NetBench(backend).measure(job.task(), pace, jobs.size() == 1);
        } catch (IllegalArgumentException e) {
            throw new UsageException(job.file() + ": " + e.getMessage());
        }
    }

    private NetResult inAnother(Job job) {
        NetTask task = job.task();
        String out = FreshProcess.run(List.of(
                "bench",
                job.file().toString(),
                "--mode",
                task.mode().name().toLowerCase(Locale.ROOT),
                "--batch",
                Integer.toString(task.batch()),
                "--threads",
                Integer.toString(task.threads()),
                "--image",
                task.net().image().dim(0) + "x" + task.net().image().dim(1),
                "--backend",
                backend.type(),
                "--warm",
                Double.toString(pace.warmSeconds()),
                "--windows",
                Integer.toString(pace.windows()),
                "--window",
                Double.toString(pace.windowSeconds()),
                "--here",
                "--json"));
        return BenchJson.nets(out).getFirst();
    }
}
