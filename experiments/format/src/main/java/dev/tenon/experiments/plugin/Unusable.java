package dev.tenon.experiments.plugin;

import java.nio.file.Path;

/** A jar, or a folder of jars, is no plugin that can be used. The message is the one line that the user reads. */
final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param path of the jar or folder
     * @param why a clause that begins with {@code it}
     * @param remedy what to do, in the imperative
     */
    Unusable(Path path, String why, String remedy) {
        super(path + " is not loaded: " + why + "; " + remedy);
    }

    static Unusable newerJava(Path path, int java) {
        int here = Runtime.version().feature();
        return new Unusable(
                path,
                "it was compiled for Java " + java + ", and this is Java " + here,
                "run Tenon with JDK " + java + ", or compile it with `--release " + here + "`");
    }
}
