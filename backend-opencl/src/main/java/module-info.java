/** The backend {@code opencl}: kernels in OpenCL C, run through JOCL. */
@org.jspecify.annotations.NullMarked
module dev.tenon.backend.opencl {
    requires dev.tenon.api;
    requires jocl;
    requires static org.jspecify;

    provides dev.tenon.api.backend.Backend with
            dev.tenon.backend.opencl.OpenClBackend;
}
