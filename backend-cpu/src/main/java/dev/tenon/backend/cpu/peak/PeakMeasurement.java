package dev.tenon.backend.cpu.peak;

import dev.tenon.api.backend.Ceiling;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.ThreadTeam;
import dev.tenon.backend.cpu.run.WorkerState;

/** Measures the peak rates of a thread team: its arithmetic in registers, and its copying between large arrays. */
public final class PeakMeasurement {
    /** Of fused multiply-adds: C2 has them well before that, and a team starts together within it. */
    private static final long WARM_NANOS = 120_000_000;

    private static final int ROUNDS = 20_000;
    private static final int BATCHES_A_THREAD = 16;
    private static final int TRIES = 7;

    /** Floats copied: 64 MiB, more than the caches of a desktop processor, and less where there is little heap. */
    private static final int COPIED = 16 << 20;

    private PeakMeasurement() {}

    /** Takes about half a second, and memory for two large arrays. */
    public static Ceiling measure(ThreadTeam team) {
        return new Ceiling(flops(team), bytes(team));
    }

    private static double flops(ThreadTeam team) {
        int units = team.size() * BATCHES_A_THREAD;
        Multiplying twelve = new Multiplying(units, false);
        Multiplying sixteen = new Multiplying(units, true);
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < WARM_NANOS) {
            team.run(twelve);
            team.run(sixteen);
        }
        double best = 0;
        for (int i = 0; i < TRIES; i++) {
            best = Math.max(best, rate(team, twelve, (double) units * ROUNDS * FmaChains.TWELVE));
            best = Math.max(best, rate(team, sixteen, (double) units * ROUNDS * FmaChains.SIXTEEN));
        }
        return best;
    }

    private static double bytes(ThreadTeam team) {
        int room = (int) Math.min(COPIED, Runtime.getRuntime().maxMemory() / 16 / Float.BYTES);
        Copying copying = new Copying(new float[room], new float[room], team.size() * BATCHES_A_THREAD);
        team.run(copying); // touches every page
        double best = 0;
        for (int i = 0; i < TRIES; i++) {
            best = Math.max(best, rate(team, copying, 2.0 * room * Float.BYTES));
        }
        return best;
    }

    /** Work a second. */
    private static double rate(ThreadTeam team, ProgramStep step, double work) {
        long begun = System.nanoTime();
        team.run(step);
        return work * 1e9 / (System.nanoTime() - begun);
    }

    /** Multiplies and adds in registers. */
    private record Multiplying(int units, boolean sixteen) implements ProgramStep {
        @Override
        public String name() {
            return "multiply-add";
        }

        @Override
        public long cost() {
            return Long.MAX_VALUE;
        }

        @Override
        public void run(int from, int to, WorkerState worker) {
            float sum = 0;
            for (int unit = from; unit < to; unit++) {
                sum += sixteen ? FmaChains.sixteen(ROUNDS) : FmaChains.twelve(ROUNDS);
            }
            worker.lanes()[0] = sum;
        }
    }

    /** Copies one array to another. */
    private record Copying(float[] source, float[] target, int units) implements ProgramStep {
        @Override
        public String name() {
            return "copy";
        }

        @Override
        public long cost() {
            return Long.MAX_VALUE;
        }

        @Override
        public void run(int from, int to, WorkerState worker) {
            int begin = (int) ((long) source.length * from / units);
            int end = (int) ((long) source.length * to / units);
            System.arraycopy(source, begin, target, begin, end - begin);
        }
    }
}
