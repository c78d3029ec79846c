package dev.tenon.experiments.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides an experiment's threads among its trials. While trials wait for their turn each that runs has as many as any other; when
 * none waits any more, those that still run share the threads of those that have ended. So an experiment of three trials keeps two
 * processors busy until its end.
 */
final class ThreadBudget {
    private final int threads;
    private final int side;
    private final List<Share> running = new ArrayList<>();
    private int waiting;

    /**
     * Shares of trials, none of which has begun.
     *
     * @param threads how many there are, at least 1
     * @param trials how many trials there will be
     */
    ThreadBudget(int threads, int trials) {
        this.threads = threads;
        this.side = Math.clamp(trials, 1, threads);
        this.waiting = trials;
    }

    /** How many trials run side by side. */
    int side() {
        return side;
    }

    /** A trial begins. */
    synchronized Share begin() {
        waiting--;
        Share share = new Share();
        running.add(share);
        divide();
        return share;
    }

    private synchronized void end(Share share) {
        running.remove(share);
        divide();
    }

    private void divide() {
        int among = waiting > 0 ? side : running.size();
        for (int i = 0; i < running.size(); i++) {
            // The oldest have one more of what cannot be divided.
            running.get(i).threads = Math.max(1, threads / among + (i < threads % among ? 1 : 0));
        }
    }

    /** The threads of a trial; it ends when it is closed. */
    final class Share implements AutoCloseable {
        private volatile int threads;

        /** How many they are now. */
        int threads() {
            return threads;
        }

        @Override
        public void close() {
            end(this);
        }
    }
}
