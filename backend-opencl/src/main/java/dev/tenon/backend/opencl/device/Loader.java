package dev.tenon.backend.opencl.device;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;

/** Looks for the OpenCL loader before JOCL does, which prints on the console what it does not find. */
final class Loader {
    private Loader() {}

    /** Why no loader can be loaded, or empty if one can. */
    @SuppressWarnings("restricted")
    static String problem() {
        List<String> names = names(System.getProperty("os.name", "").toLowerCase(Locale.ROOT));
        for (String name : names) {
            try (Arena arena = Arena.ofConfined()) {
                SymbolLookup.libraryLookup(name, arena);
                return "";
            } catch (IllegalArgumentException e) {
                // The next name may be there.
            }
        }
        return "there is no " + String.join(" or ", names);
    }

    private static List<String> names(String system) {
        if (system.contains("win")) {
            return List.of("OpenCL.dll");
        }
        return system.contains("mac")
                ? List.of("/System/Library/Frameworks/OpenCL.framework/OpenCL")
                : List.of("libOpenCL.so.1", "libOpenCL.so");
    }
}
