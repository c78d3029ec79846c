package dev.tenon.layers.metrics;

import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.TargetRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Settings of a metric that is a mean over classes or things, or is of one of them. */
public record One(
        @Describe("The class or label to measure (default: the mean over all).")
        Optional<String> only) {

    /** The classes or things that are measured: all from the first on, or the one. Empty if there is no such one. */
    int[] units(TargetRows rows, int first) {
        return only.map(name -> IntStream.of(rows.names().indexOf(name)).filter(unit -> unit >= 0))
                .orElseGet(() -> IntStream.range(first, rows.units()))
                .toArray();
    }

    /** That the data have no such class or thing, if they have none. */
    Optional<String> unknown(TargetRows rows) {
        List<String> names = rows.names();
        return only.filter(name -> !names.contains(name))
                .map(name -> "there is no \"" + name + "\" among " + String.join(", ", names));
    }
}
