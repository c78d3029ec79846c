package dev.tenon.experiments.run;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.data.DataException;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;

/** What computes. */
public final class Backends {

    private Backends() {}

    /**
     * The backend of a name, able to run here.
     *
     * @throws DataException if there is none, or it cannot
     */
    public static Backend ready(Services services, String type) {
        Backend backend =
                services.backend(type).orElseThrow(() -> new DataException(services.missing(Kind.BACKEND, type)));
        return switch (backend.probe()) {
            case Availability.Ready ready -> backend;
            case Availability.Unavailable no ->
                throw new DataException(
                        "backend " + backend.type() + " is not available here: " + no.reason() + "; " + no.remedy());
        };
    }
}
