package dev.tenon.experiments.bench;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Ceiling;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.plugin.Type;
import dev.tenon.experiments.bench.ExperimentSpeed.Part;
import dev.tenon.experiments.bench.MeasuredBackend.Work;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.ExperimentRunner;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.RunListener;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.WeightReader;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.spec.Plan;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Measures where the time of a whole experiment goes, in this process. Nothing is written. */
public final class ExperimentBench {

    private final Services services;
    private final WeightReader weights;
    private final Reporter reporter;
    private final Backend backend;

    /** On a backend that can run here. */
    public ExperimentBench(Services services, WeightReader weights, Reporter reporter, Backend backend) {
        this.services = services;
        this.weights = weights;
        this.reporter = reporter;
        this.backend = backend;
    }

    /**
     * Runs an experiment and makes its reports. The peak is measured last, for it takes memory of its own.
     *
     * @param folder of the experiment file
     * @param fresh whether nothing ran in this process before, so that the time counts from its start
     */
    public ExperimentSpeed measure(Plan plan, int threads, Path folder, boolean fresh) {
        double before = fresh ? ProcessFacts.age() : 0;
        long begun = System.nanoTime();
        MeasuredBackend measured = new MeasuredBackend(backend);
        Clock clock = new Clock();
        String name = MeasuredBackend.class.getAnnotation(Type.class).value();
        ExperimentResult result = new ExperimentRunner(services.with(measured), weights, reporter)
                .run(plan, new RunOptions(name, threads, folder), clock);
        long ended = System.nanoTime();
        Reporter.Reports reports = reporter.reports(result);
        if (reports.text().isEmpty() || reports.html().isEmpty()) {
            throw new IllegalStateException("a report is empty");
        }
        long reported = System.nanoTime();
        double seconds = before + (reported - begun) / 1e9;
        long memory = ProcessFacts.peakMemory();
        double trials = clock.sum.get() / 1e9;
        double compiling = ManagementFactory.getCompilationMXBean().getTotalCompilationTime() / 1e3;
        double collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum()
                / 1e3;
        try (Engine engine = Engine.of(backend, new EngineOptions(threads))) {
            return new ExperimentSpeed(
                    plan.first().name(),
                    threads,
                    backend.type(),
                    engine.device(),
                    result.trials().size(),
                    seconds,
                    2.0 * measured.multiplyAdds() / seconds / 1e9,
                    engine.ceiling().map(Ceiling::flops).orElse(0.0) / 1e9,
                    memory,
                    List.of(
                            new Part("start and reading the file", before, 0),
                            new Part("checking it, and drawing data", (clock.planned.get() - begun) / 1e9, 0),
                            new Part(
                                    "trials",
                                    (clock.last.get() - clock.planned.get()) / 1e9,
                                    result.trials().size()),
                            new Part("results over all trials", (ended - clock.last.get()) / 1e9, 0),
                            new Part("statistics and reports", (reported - ended) / 1e9, 0)),
                    List.of(
                            part(measured, "engines started", Work.START),
                            part(measured, "programs prepared", Work.COMPILE),
                            part(measured, "training steps", Work.TRAIN),
                            part(measured, "other programs run", Work.EVALUATE),
                            new Part("the rest: data, transfers, metrics, analyses", trials - all(measured), 0)),
                    compiling,
                    collecting);
        }
    }

    private static Part part(MeasuredBackend measured, String name, Work work) {
        return new Part(name, measured.seconds(work), measured.count(work));
    }

    private static double all(MeasuredBackend measured) {
        double sum = 0;
        for (Work work : Work.values()) {
            sum += measured.seconds(work);
        }
        return sum;
    }

    /** When trials began and ended. */
    private static final class Clock implements RunListener {
        private final AtomicLong planned = new AtomicLong();
        private final AtomicLong last = new AtomicLong();
        private final AtomicLong sum = new AtomicLong();
        private final Map<TrialId, Long> starts = new HashMap<>();

        @Override
        public void planned(int trials, DataInputs inputs) {
            planned.set(System.nanoTime());
            last.set(planned.get());
        }

        @Override
        public void trialStarted(TrialId id) {
            starts.put(id, System.nanoTime());
        }

        @Override
        public void progress(TrialId id, String stage, long step, long steps, double loss) {}

        @Override
        public void trialFinished(TrialRecord trial, Optional<Features> features) {
            @Nullable Long start = starts.remove(trial.id());
            last.set(System.nanoTime());
            sum.addAndGet(start == null ? 0 : last.get() - start);
        }
    }
}
