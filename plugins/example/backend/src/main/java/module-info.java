/** A plugin with one backend. */
module com.example.loops {
    requires dev.tenon.api;

    provides dev.tenon.api.backend.Backend with
            com.example.loops.Loops;
}
