package dev.tenon.backend.opencl;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Things to be freed together, the last first; each once, whatever the others do. */
final class Resources implements AutoCloseable {
    /** Something that is freed without a checked exception. */
    interface Resource extends AutoCloseable {
        @Override
        void close();
    }

    private final Deque<Resource> open = new ArrayDeque<>();
    private final @Nullable Resources whole;
    private final Resource asOne = this::closeAll;

    /** A collection of its own. */
    Resources() {
        this(null);
    }

    private Resources(@Nullable Resources whole) {
        this.whole = whole;
    }

    /** A collection that is closed with this one, or before. */
    Resources part() {
        Resources part = new Resources(this);
        add(part.asOne);
        return part;
    }

    private synchronized void remove(Resource closed) {
        open.remove(closed);
    }

    /** Takes charge of something. */
    synchronized void add(Resource resource) {
        open.push(resource);
    }

    @Override
    public void close() {
        if (whole != null) {
            whole.remove(asOne);
        }
        closeAll();
    }

    private synchronized void closeAll() {
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
