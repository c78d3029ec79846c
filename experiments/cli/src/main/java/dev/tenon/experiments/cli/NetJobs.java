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
import java.util.Optional;
import java.util.function.Consumer;

/** Networks to be measured one after the other, each in a process of its own or all in this one. */
final class NetJobs {

    private final Backend backend;
    private final Pace pace;
    private final Optional<List<String>> apart;
    private final List<Job> jobs = new ArrayList<>();

    /** A task and the file it is from. */
    private record Job(Path file, NetTask task) {}

    /**
     * No jobs yet.
     *
     * @param apart the arguments of all processes that networks are measured in; nothing to measure in this one
     */
    NetJobs(Backend backend, Pace pace, Optional<List<String>> apart) {
        this.backend = backend;
        this.pace = pace;
        this.apart = apart;
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
            results.add(apart.isEmpty() ? inThisProcess(job) : inAnother(job, apart.get()));
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

    private NetResult inAnother(Job job, List<String> common) {
        NetTask task = job.task();
        List<String> arguments = new ArrayList<>(common);
        arguments.addAll(List.of(
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
                "--windows",
                Integer.toString(pace.windows()),
                "--window",
                Double.toString(pace.windowSeconds()),
                "--here",
                "--json"));
        if (pace.settleSeconds() == 0) {
            arguments.addAll(List.of("--warm", Double.toString(pace.warmSeconds())));
        }
        return BenchJson.nets(FreshProcess.run(arguments)).getFirst();
    }
}
