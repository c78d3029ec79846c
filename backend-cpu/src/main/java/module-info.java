/** The backend {@code cpu}: Vector API kernels with scalar twins, on all cores. */
@org.jspecify.annotations.NullMarked
module dev.tenon.backend.cpu {
    requires dev.tenon.api;
    requires jdk.incubator.vector;
    requires static org.jspecify;

    provides dev.tenon.api.backend.Backend with
            dev.tenon.backend.cpu.CpuBackend;
}
