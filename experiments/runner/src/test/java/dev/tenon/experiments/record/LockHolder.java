package dev.tenon.experiments.record;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that starts a run folder, says so, and holds it until its input ends or it is killed. */
final class LockHolder {

    private LockHolder() {}

    /** The folder is the argument; what refuses it goes to standard error. */
    public static void main(String[] args) throws IOException {
        try (RunWriter writer = RunWriter.create(Path.of(args[0]))) {
            System.out.println("holds " + writer.folder());
            while (System.in.read() >= 0) {
                // Until the input ends.
            }
        }
    }
}
