package dev.tenon.api.backend;

import java.util.List;

/** Whether a backend can run here. */
public sealed interface Availability {

    /**
     * It can.
     *
     * @param devices what it would run on, for people
     * @param cautions what must be reported with every result made here, such as that the device is known to give other bits; most
     *     often nothing
     */
    record Ready(List<String> devices, List<String> cautions) implements Availability {
        /** Keeps copies of the lists. */
        public Ready {
            devices = List.copyOf(devices);
            cautions = List.copyOf(cautions);
        }

        /** It can, and there is nothing to beware of. */
        public Ready(List<String> devices) {
            this(devices, List.of());
        }
    }

    /**
     * It cannot.
     *
     * @param reason what is missing
     * @param remedy what to do
     */
    record Unavailable(String reason, String remedy) implements Availability {}
}
