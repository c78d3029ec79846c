package dev.tenon.plugins.datasets.scenes;

import java.util.Optional;

/** Decides what stands in each scene of a split, one scene after the other. */
interface Composer {

    /** Goes on to the next scene. */
    void advance();

    /** Tries to make the scene; nothing if the random places did not work out. */
    Optional<Scene> attempt();

    /** What it is trying to make, for messages. */
    String plan();
}
