/** The backend {@code opencl}. */
@org.jspecify.annotations.NullMarked
module dev.tenon.backend.opencl {
    requires dev.tenon.api;
    requires static org.jspecify;

    provides dev.tenon.api.backend.Backend with
            dev.tenon.backend.opencl.OpenClBackend;
}
