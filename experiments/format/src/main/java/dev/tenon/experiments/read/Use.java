package dev.tenon.experiments.read;

import dev.tenon.experiments.yaml.Mark;

/** Whose weights a layer takes, as it is written. */
sealed interface Use {

    /** Where it is written. */
    Mark mark();

    /** The id that a layer has if the file gives it none: that of the layer it takes. */
    String layer();

    /** {@code parts.digit}, or {@code composed.parts.digit}. */
    record Stage(String arm, String stage, String layer, Mark mark) implements Use {

        @Override
        public String toString() {
            return arm + "." + stage + "." + layer;
        }
    }

    /** {@code {run: runs/first, trial: whole/seed-0, layer: main.ten}}. */
    record Run(String run, String trial, String stage, String layer, Mark mark) implements Use {}
}
