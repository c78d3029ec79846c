package dev.tenon.backend.opencl.launch;

import dev.tenon.backend.opencl.program.Source;
import java.util.Locale;

/** Where a kernel comes from. */
public sealed interface Code {
    /** One of several kernels of a source. */
    record Written(Source source, String kernel) implements Code {}

    /**
     * A kernel made for a program; all that a program needs and that are not known yet are compiled together.
     *
     * @param body the kernel, with {@link #NAME} for its name
     */
    record Generated(String body) implements Code {
        /** Stands for the kernel's name in its body. */
        public static final String NAME = "KERNEL";

        /** A name that follows from the body. */
        public String kernel() {
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < body.length(); i++) {
                hash = (hash ^ body.charAt(i)) * 0x100000001b3L;
            }
            return String.format(Locale.ROOT, "e%016x", hash);
        }

        /** The kernel under its name. */
        public String text() {
            return body.replace(NAME, kernel());
        }
    }
}
