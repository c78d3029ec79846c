package dev.tenon.experiments.cli;

import dev.tenon.experiments.session.RunSession;
import dev.tenon.experiments.spec.Plan;
import java.time.Clock;

/** Shows how a run goes on. */
interface ProgressDisplay extends RunSession.Shown {

    /** What fits the console: a line that is redrawn, or lines now and then. */
    static ProgressDisplay on(Console console, Plan plan, Clock clock, boolean mayRedraw) {
        return console.errTerminal() && mayRedraw
                ? new TerminalProgress(console, plan)
                : new LineProgress(console, plan, clock);
    }

    /** Takes down what is redrawn. */
    @Override
    void close();
}
