package dev.tenon.experiments;

import dev.tenon.api.data.DataException;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.yaml.SpecException;
import java.util.List;
import java.util.function.Supplier;

/**
 * What was asked for cannot be done; the message says why, where and what to do.
 *
 * <p>Experimental.
 *
 * @since 0.2
 */
public final class TenonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    TenonException(String message) {
        super(message);
        this.problems = List.of();
    }

    private TenonException(RuntimeException cause, List<Problem> problems) {
        super(cause.getMessage(), cause);
        this.problems = List.copyOf(problems);
    }

    /** The problems of an experiment, in the order of their places; none if it is about something else. */
    public List<Problem> problems() {
        return problems;
    }

    /** Does some work; what Tenon's own parts throw becomes one of these. */
    static <T> T ofOwn(Supplier<T> work) {
        try {
            return work.get();
        } catch (SpecException e) {
            throw new TenonException(e, e.problems().stream().map(Problem::of).toList());
        } catch (DataException | BundleException | PluginException e) {
            throw new TenonException(e, List.of());
        }
    }
}
