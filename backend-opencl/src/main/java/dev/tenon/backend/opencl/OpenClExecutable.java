package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Executable;
import dev.tenon.backend.opencl.launch.Kernels;
import java.util.Map;

/** A compiled program, its outputs and its share of the memory for temporary tensors. */
final class OpenClExecutable implements Executable {
    private final OpenClEngine engine;
    private final String name;
    private final Kernels kernels;
    private final Map<String, OpenClBuffer> outputs;
    private final Resources resources;

    OpenClExecutable(
            OpenClEngine engine,
            String name,
            Kernels kernels,
            Map<String, OpenClBuffer> outputs,
            Resources resources) {
        this.engine = engine;
        this.name = name;
        this.kernels = kernels;
        this.outputs = outputs;
        this.resources = resources;
    }

    @Override
    public void run() {
        kernels.run();
        engine.transfer().ran(kernels.launches().size());
    }

    /** What it runs. */
    Kernels kernels() {
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
