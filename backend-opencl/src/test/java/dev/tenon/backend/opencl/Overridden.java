package dev.tenon.backend.opencl;

import java.util.LinkedHashMap;
import java.util.Map;

/** System properties that a test class sets, and what they were before: whoever runs the tests may have set them for all. */
final class Overridden {
    private final Map<String, String> before = new LinkedHashMap<>();

    /** Sets one. */
    Overridden set(String property, String value) {
        before.putIfAbsent(property, System.getProperty(property, ""));
        System.setProperty(property, value);
        return this;
    }

    /** As they were; empty counts as not set. */
    void restore() {
        before.forEach(System::setProperty);
    }
}
