package dev.tenon.backend.cpu.kernels.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The thread that warms up vector kernels; it ends when none is left. */
public final class KernelWarmup implements Runnable {
    /** A kernel that is still slower than its scalar twin after this time is given up. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** The first kernel that a program needs, mostly a product's tile, is what it spends its time in. */
    private static final int TURNS_OF_FIRST = 8;

    private static final LinkedBlockingQueue<WarmupSwitch> WAITING = new LinkedBlockingQueue<>();
    private static volatile boolean running;

    private KernelWarmup() {}

    /** Requests the warm-up of a kernel. */
    static synchronized void add(WarmupSwitch kernel) {
        WAITING.add(kernel);
        if (!running) {
            running = true;
            Thread thread = new Thread(new KernelWarmup(), "tenon-cpu-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Whether kernels are being compiled. */
    public static boolean busy() {
        return running;
    }

    private static synchronized boolean stopIfIdle() {
        if (WAITING.isEmpty()) {
            running = false;
            return true;
        }
        return false;
    }

    /** Waits a little for another kernel; false if none comes, and the thread ends. */
    private static boolean await(List<WarmupSwitch> current) throws InterruptedException {
        while (true) {
            WarmupSwitch next = WAITING.poll(50, TimeUnit.MILLISECONDS);
            if (next != null) {
                current.add(next);
                return true;
            }
            if (stopIfIdle()) {
                return false;
            }
        }
    }

    /** Kernels take turns: while C2 compiles one, another can be called often enough to be next. */
    @Override
    public void run() {
        List<WarmupSwitch> current = new ArrayList<>();
        long lastProgress = System.nanoTime();
        try {
            while (true) {
                WAITING.drainTo(current);
                if (current.isEmpty() && !await(current)) {
                    return;
                }
                int before = current.size();
                for (int turn = 0; turn < TURNS_OF_FIRST && current.size() == before; turn++) {
                    if (current.getFirst().advance()) {
                        current.removeFirst();
                    }
                }
                current.removeIf(WarmupSwitch::advance);
                if (current.size() < before) {
                    lastProgress = System.nanoTime();
                }
                if (System.nanoTime() - lastProgress > PATIENCE_NANOS) {
                    current.clear();
                    lastProgress = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
