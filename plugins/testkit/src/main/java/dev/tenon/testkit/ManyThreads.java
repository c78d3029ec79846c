package dev.tenon.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Trials run side by side and share each service: what it makes may not depend on who else is making something. */
final class ManyThreads {

    private static final int THREADS = 4;
    private static final int TIMES = 16;

    private ManyThreads() {}

    /** What one task gives, done again and again on several threads at once. */
    static <T> List<T> results(Callable<T> task) {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<T>> started = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                started.add(threads.submit(task));
            }
            for (Future<T> each : started) {
                results.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new AssertionError("it fails when several threads use it at once: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        }
        return results;
    }
}
