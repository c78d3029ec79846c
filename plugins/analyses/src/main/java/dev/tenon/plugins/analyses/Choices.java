package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.data.Split;
import java.util.Arrays;
import java.util.Locale;

/** Which examples are looked at. */
final class Choices {

    private Choices() {}

    /**
     * The first examples of a split.
     *
     * @param most how many at most
     * @throws IllegalArgumentException if there are none
     */
    static int[] examples(AnalysisSubject subject, Split split, int most) {
        int[] all = subject.examples().split(split);
        if (all.length == 0) {
            throw new IllegalArgumentException(
                    "has no " + split.name().toLowerCase(Locale.ROOT) + " examples to look at; name another `split`");
        }
        return Arrays.copyOf(all, Math.min(all.length, most));
    }
}
