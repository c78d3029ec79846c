package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.backend.Timing;
import dev.tenon.backend.opencl.launch.BoundKernels;
import dev.tenon.backend.opencl.launch.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A compiled program, its outputs and its share of the memory for temporary tensors. */
final class OpenClExecutable implements Executable {
    private static final List<String> UPDATING = List.of("elementwise", "copy");

    private final OpenClEngine engine;
    private final String name;
    private final BoundKernels kernels;
    private final Map<String, OpenClBuffer> outputs;
    private final boolean updates;
    private final Resources resources;

    /** A program; {@code updates} says whether it ends with new values for its leaves. */
    OpenClExecutable(
            OpenClEngine engine,
            String name,
            BoundKernels kernels,
            Map<String, OpenClBuffer> outputs,
            boolean updates,
            Resources resources) {
        this.engine = engine;
        this.name = name;
        this.kernels = kernels;
        this.outputs = outputs;
        this.updates = updates;
        this.resources = resources;
    }

    @Override
    public void run() {
        kernels.run();
        engine.staging().ran(kernels.launches().size());
    }

    /** Waits after each launch, so that the sum is more than a step takes. */
    @Override
    public List<Timing> profile() {
        List<Launch> launches = kernels.launches();
        int body = updates ? body(launches) : launches.size();
        List<Timing> timings = new ArrayList<>();
        engine.staging().finish();
        for (int i = 0; i < launches.size(); i++) {
            long before = System.nanoTime();
            kernels.run(i);
            engine.staging().finish();
            timings.add(new Timing(i < body ? launches.get(i).name() : "update", System.nanoTime() - before));
        }
        return timings;
    }

    /** How many launches come before those at the end that only write updates, which are elementwise functions and copies. */
    private static int body(List<Launch> launches) {
        int length = launches.size();
        while (length > 0 && UPDATING.contains(launches.get(length - 1).name())) {
            length--;
        }
        return length;
    }

    /** What it runs, for tests. */
    BoundKernels kernels() {
        return kernels;
    }

    @Override
    public Buffer output(String output) {
        OpenClBuffer buffer = outputs.get(output);
        if (buffer == null) {
            throw new IllegalArgumentException(
                    "program " + name + " has no output '" + output + "', only " + outputs.keySet());
        }
        return buffer;
    }

    @Override
    public void close() {
        resources.close();
    }
}
