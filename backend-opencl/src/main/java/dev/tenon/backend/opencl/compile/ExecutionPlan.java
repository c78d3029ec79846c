package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Value;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The launches of a program as they are collected, and where each computed value lies. */
final class ExecutionPlan {
    private final List<Launch> launches = new ArrayList<>();
    private final Map<Value, Tensor> homes = new HashMap<>();
    private final Map<Value, Tensor> reserved = new HashMap<>();

    /** Where a value lies, or null if it is not computed yet. */
    @Nullable
    Tensor home(Value value) {
        return homes.get(value);
    }

    /** Says where a value lies. */
    void put(Value value, Tensor home) {
        homes.put(value, home);
    }

    /** Says where a value shall be computed. */
    void reserve(Value value, Tensor home) {
        reserved.put(value, home);
    }

    /** A place for a value, which a launch is about to compute. */
    Tensor make(Value value) {
        Tensor home = reserved.get(value);
        if (home == null) {
            home = Tensor.temporary(value.shape().size());
        }
        homes.put(value, home);
        return home;
    }

    void add(Launch launch) {
        launches.add(launch);
    }

    List<Launch> launches() {
        return List.copyOf(launches);
    }
}
