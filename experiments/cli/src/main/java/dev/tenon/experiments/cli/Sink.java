package dev.tenon.experiments.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers that a stream could not be written, which a {@link java.io.PrintWriter} keeps to itself. */
final class Sink extends FilterWriter {

    private static final String READER_GONE = "Broken pipe";

    private volatile @Nullable IOException failure;

    Sink(Writer to) {
        super(to);
    }

    /** Why not everything has arrived; empty where it has, or where the reader wanted no more, as {@code head} does. */
    Optional<String> failure() {
        return Optional.ofNullable(failure)
                .map(why -> String.valueOf(why.getMessage()))
                .filter(why -> !why.equals(READER_GONE));
    }

    @Override
    public void write(int c) {
        attempt(() -> out.write(c));
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        attempt(() -> out.write(buffer, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) {
        attempt(() -> out.write(text, offset, length));
    }

    @Override
    public void flush() {
        attempt(out::flush);
    }

    private void attempt(Write write) {
        if (failure == null) {
            try {
                write.now();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    private interface Write {
        void now() throws IOException;
    }
}
