package dev.tenon.backend.opencl;

import java.util.ArrayDeque;
import java.util.Deque;

/** Things to be freed together, the last first; each once, whatever the others do. */
final class Resources implements AutoCloseable {
    /** Something that is freed without a checked exception. */
    interface Resource extends AutoCloseable {
        @Override
        void close();
    }

    private final Deque<Resource> open = new ArrayDeque<>();

    /** Takes charge of something. */
    synchronized void add(Resource resource) {
        open.push(resource);
    }

    @Override
    public synchronized void close() {
        RuntimeException first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
