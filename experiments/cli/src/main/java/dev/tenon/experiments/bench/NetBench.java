package dev.tenon.experiments.bench;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Ceiling;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Timing;
import dev.tenon.experiments.model.Summary;
import dev.tenon.experiments.run.SampleStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures a network in this process. */
public final class NetBench {

    /** Of profiled steps: enough for a share to be right to a percent or so. */
    private static final double PROFILE_SECONDS = 0.4;

    private final Backend backend;

    /** On a backend that can run here. */
    public NetBench(Backend backend) {
        this.backend = backend;
    }

    /**
     * Measures. The peak is measured last, for it takes memory of its own.
     *
     * @param fresh whether nothing ran in this process before, so that the time of the first step counts from its start
     * @throws IllegalArgumentException if the network is to be trained and is no classifier
     */
    public NetResult measure(NetTask task, Pace pace, boolean fresh) {
        try (Engine engine = Engine.of(backend, new EngineOptions(task.threads()));
                SampleStep step = step(engine, task)) {
            float first = step.run();
            double firstStep = fresh ? ProcessFacts.age() : 0;
            float[] last = new float[1];
            TimingWindows steps = TimingWindows.of(() -> last[0] = step.run(), pace);
            long memory = ProcessFacts.peakMemory();
            List<NetResult.Part> time = profile(step, Math.min(PROFILE_SECONDS, pace.seconds()));
            Optional<Ceiling> ceiling = engine.ceiling();
            Summary summary = Summary.of(task.net().stage(), task.net().inputs());
            double flops = 2.0 * summary.multiplyAdds() * task.mode().passes() * task.batch();
            return new NetResult(
                    task.net().name(),
                    task.mode(),
                    task.batch(),
                    task.threads(),
                    backend.type(),
                    engine.device(),
                    task.net().image().toList(),
                    summary.parameters(),
                    summary.multiplyAdds(),
                    new TimingWindows(
                            steps.median() * task.batch(), steps.least() * task.batch(), steps.most() * task.batch()),
                    1e3 / steps.median(),
                    steps.median() * flops / 1e9,
                    ceiling.map(c -> c.flops() / 1e9).orElse(0.0),
                    ceiling.map(c -> c.bytes() / 1e9).orElse(0.0),
                    memory,
                    firstStep,
                    first,
                    last[0],
                    time);
        }
    }

    private static SampleStep step(Engine engine, NetTask task) {
        return switch (task.mode()) {
            case TRAIN -> SampleStep.training(engine, task.net(), task.batch());
            case INFER -> SampleStep.inference(engine, task.net(), task.batch());
        };
    }

    private static List<NetResult.Part> profile(SampleStep step, double seconds) {
        Map<String, long[]> kinds = new LinkedHashMap<>();
        long whole = 0;
        int steps = 0;
        long begun = System.nanoTime();
        do {
            for (Timing timing : step.profile()) {
                long[] sum = kinds.computeIfAbsent(timing.kind(), kind -> new long[2]);
                sum[0] += timing.nanos();
                sum[1]++;
                whole += timing.nanos();
            }
            steps++;
        } while (System.nanoTime() - begun < seconds * 1e9);
        List<NetResult.Part> parts = new ArrayList<>();
        for (Map.Entry<String, long[]> kind : kinds.entrySet()) {
            long nanos = kind.getValue()[0];
            parts.add(new NetResult.Part(
                    kind.getKey(),
                    (double) nanos / Math.max(1, whole),
                    nanos / 1e6 / steps,
                    (double) kind.getValue()[1] / steps));
        }
        parts.sort(Comparator.comparingDouble(NetResult.Part::share).reversed());
        return List.copyOf(parts);
    }
}
