package dev.tenon.backend.opencl.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kernels that are resources of this module. */
public final class KernelResources {
    private static final String FOLDER = "/dev/tenon/backend/opencl/kernels/";

    private static final List<String> RESOURCES = List.of(
            "contract.cl",
            "maxima.cl",
            "moves.cl",
            "products.cl",
            "reductions.cl",
            "rows.cl",
            "vectors.cl",
            "windows.cl");

    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    private KernelResources() {}

    /** Resources of kernels with what every kernel needs before them. */
    public static KernelSource of(String options, String... resources) {
        String name = String.join(" + ", resources);
        String text = TEXTS.get(name + ", whole");
        if (text == null) {
            StringBuilder all = new StringBuilder(text("contract.cl"));
            for (String resource : resources) {
                all.append(text(resource));
            }
            text = all.toString();
            TEXTS.put(name + ", whole", text);
        }
        return new KernelSource(name, text, options);
    }

    /** Generated kernels, which compute with vectors of a width if it is not 1, with what they need before them. */
    public static KernelSource generated(String name, String kernels, int width) {
        String vectors = width == 1 ? "" : text("vectors.cl");
        return new KernelSource(name, text("contract.cl") + vectors + kernels, width == 1 ? "" : "-DWIDTH=" + width);
    }

    /** Stands for all texts: of other kernels it is another one. */
    public static String digest() {
        StringBuilder all = new StringBuilder();
        for (String resource : RESOURCES) {
            all.append(text(resource));
        }
        return DiskCache.digest(all.toString());
    }

    private static String text(String resource) {
        return TEXTS.computeIfAbsent(resource, KernelResources::read);
    }

    private static String read(String resource) {
        try (InputStream in = KernelResources.class.getResourceAsStream(FOLDER + resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + FOLDER + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
