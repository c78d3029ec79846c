package dev.tenon.experiments.plugin;

import java.util.Optional;

/** Looks at a plugin before any of its code runs. */
public interface PluginGuard {

    /** Why it may not run, in one line that says what to do; empty if it may. */
    Optional<String> refusal(Plugin plugin);
}
