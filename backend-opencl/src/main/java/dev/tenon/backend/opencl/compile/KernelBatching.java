package dev.tenon.backend.opencl.compile;

import dev.tenon.backend.opencl.launch.Argument;
import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts generated kernels that follow each other, and of which none needs what another does, in one launch: an optimizer's
 * updates of many small parameters, above all. A launch costs a GPU a few microseconds, however little it does.
 */
final class KernelBatching {
    /** Tensors of a kernel; OpenCL promises room for 128 pointers. */
    private static final int TENSORS = 64;

    /** Elements above which a launch is worth its own while. */
    private static final long SMALL = 1 << 18;

    /** Lines of a kernel: compilers take more than their share of time for long ones. */
    private static final long LINES = 120;

    private final List<Launch> done = new ArrayList<>();
    private final List<Launch> open = new ArrayList<>();
    private final Set<Tensor> reads = new HashSet<>();
    private final Set<Tensor> writes = new HashSet<>();
    private int tensors;
    private long lines;

    private KernelBatching() {}

    static List<Launch> of(List<Launch> launches) {
        KernelBatching batching = new KernelBatching();
        for (Launch launch : launches) {
            if (!batching.takes(launch)) {
                batching.close();
            }
            if (launch.code() instanceof KernelCode.Generated) {
                batching.add(launch);
            } else {
                batching.done.add(launch);
            }
        }
        batching.close();
        return batching.done;
    }

    private static int tensors(Launch launch) {
        return launch.reads().size() + launch.writes().size();
    }

    private static long lines(Launch launch) {
        return launch.code() instanceof KernelCode.Generated generated
                ? generated.parts().stream()
                        .mapToLong(part -> part.statements().lines().count())
                        .sum()
                : 0;
    }

    private boolean takes(Launch launch) {
        return launch.code() instanceof KernelCode.Generated
                && tensors + tensors(launch) <= TENSORS
                && lines + lines(launch) <= LINES
                && launch.items().getFirst() <= SMALL
                && launch.reads().stream().noneMatch(writes::contains)
                && launch.writes().stream().noneMatch(tensor -> writes.contains(tensor) || reads.contains(tensor));
    }

    private void add(Launch launch) {
        open.add(launch);
        reads.addAll(launch.reads());
        writes.addAll(launch.writes());
        tensors += tensors(launch);
        lines += lines(launch);
    }

    private void close() {
        if (open.size() == 1) {
            done.add(open.getFirst());
        } else if (!open.isEmpty()) {
            done.add(bundle());
        }
        open.clear();
        reads.clear();
        writes.clear();
        tensors = 0;
        lines = 0;
    }

    private Launch bundle() {
        List<KernelCode.Part> parts = new ArrayList<>();
        List<Argument> arguments = new ArrayList<>();
        List<Tensor> in = new ArrayList<>();
        List<Tensor> out = new ArrayList<>();
        long items = 0;
        for (Launch launch : open) {
            if (launch.code() instanceof KernelCode.Generated generated) {
                parts.addAll(generated.parts());
            }
            arguments.addAll(launch.arguments());
            in.addAll(launch.reads());
            out.addAll(launch.writes());
            items += launch.items().getFirst();
        }
        return new Launch(
                open.getFirst().name(),
                new KernelCode.Generated(parts),
                arguments,
                in,
                out,
                List.of(items),
                open.getFirst().group());
    }
}
