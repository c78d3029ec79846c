package dev.tenon.backend.cpu;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Ceiling;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.cpu.compile.Compiler;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.peak.PeakMeasurement;
import dev.tenon.backend.cpu.run.Arena;
import dev.tenon.backend.cpu.run.Tensor;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.ThreadTeam;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A thread team and the arena for temporary tensors, which all programs of the engine share. */
final class CpuEngine implements Engine {
    private final Kernels kernels;
    private final int large;
    private final ThreadTeam team;
    private final Arena arena = new Arena(0);

    CpuEngine(Kernels kernels, int large, int threads) {
        this.kernels = kernels;
        this.large = large;
        this.team = new ThreadTeam(threads, Kernels::compiling);
    }

    @Override
    public String device() {
        return "cpu, " + team.size() + (team.size() == 1 ? " thread, " : " threads, ")
                + kernels.width().label();
    }

    @Override
    public Buffer allocate(Shape shape) {
        return new CpuBuffer(this, shape, TensorSlice.alone(shape.size()));
    }

    @Override
    public Buffer allocate(Shape shape, ElementType type) {
        return switch (type) {
            case FLOAT32 -> allocate(shape);
            case UINT8 -> new CpuBuffer(this, shape, type, TensorSlice.of(Tensor.of(new byte[shape.size()])));
            case INT32 -> new CpuBuffer(this, shape, type, TensorSlice.of(Tensor.of(new int[shape.size()])));
        };
    }

    @Override
    public Executable compile(Program program, Map<Value, Buffer> leaves) {
        Map<Value, TensorSlice> homes = new LinkedHashMap<>();
        for (Value leaf : program.leaves()) {
            homes.put(leaf, home(program, leaf, leaves));
        }
        Compiler.Result result = Compiler.compile(program, kernels, homes, arena, team, large);
        Map<String, CpuBuffer> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, value) -> {
            TensorSlice home = result.outputs().get(name);
            if (home != null) {
                outputs.put(name, new CpuBuffer(this, value.shape(), home));
            }
        });
        return new CpuExecutable(program.name(), result.steps(), outputs, result.changing(), team);
    }

    private TensorSlice home(Program program, Value leaf, Map<Value, Buffer> leaves) {
        String name = leaf.op() instanceof Primitive.Leaf op ? op.name() : leaf.toString();
        Buffer buffer = leaves.get(leaf);
        if (buffer == null) {
            throw new IllegalArgumentException("program " + program.name() + ": leaf '" + name + "' has no buffer");
        }
        if (!(buffer instanceof CpuBuffer own) || !own.belongsTo(this)) {
            throw new IllegalArgumentException(
                    "program " + program.name() + ": the buffer of leaf '" + name + "' belongs to another engine");
        }
        if (!own.shape().equals(leaf.shape())) {
            throw new IllegalArgumentException("program " + program.name() + ": leaf '" + name + "' has shape "
                    + leaf.shape() + ", its buffer " + own.shape());
        }
        if (own.type() != leaf.type()) {
            throw new IllegalArgumentException("program " + program.name() + ": leaf '" + name + "' is of "
                    + leaf.type() + ", its buffer of " + own.type());
        }
        return own.home();
    }

    @Override
    public void threads(int threads) {
        team.resize(new EngineOptions(threads).threads());
    }

    @Override
    public Optional<Ceiling> ceiling() {
        return Optional.of(PeakMeasurement.measure(team));
    }

    @Override
    public void close() {
        team.close();
    }
}
