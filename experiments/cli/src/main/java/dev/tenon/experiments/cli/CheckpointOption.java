package dev.tenon.experiments.cli;

import dev.tenon.experiments.run.CheckpointInterval;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * How often it is kept how far a trial has come. An option and no key of the file: the file is part of the result, and this changes none.
 */
final class CheckpointOption {

    private static final Pattern INTERVAL = Pattern.compile("([1-9]\\d{0,8}) ?(steps?|epochs?|s|min|h)");

    @Option(
            names = "--checkpoint",
            paramLabel = "INTERVAL",
            description = {
                "How often to write a checkpoint of each trial, from which `tenon resume` continues: \"5 min\", \"30 s\",",
                "\"200 steps\" or \"1 epoch\", or never (default: ${DEFAULT-VALUE}). The result is the same."
            },
            defaultValue = "5 min")
    private String interval = "5 min";

    /**
     * What was asked for.
     *
     * @throws UsageException if it is no interval
     */
    CheckpointInterval interval() {
        if (interval.equals("never")) {
            return new CheckpointInterval.Never();
        }
        Matcher given = INTERVAL.matcher(interval);
        if (!given.matches()) {
            throw new UsageException(
                    "--checkpoint takes an interval, such as \"5 min\", \"30 s\", \"200 steps\" or \"1 epoch\", or"
                            + " never, not \"" + interval + "\"");
        }
        long count = Long.parseLong(given.group(1));
        return switch (given.group(2)) {
            case "s" -> new CheckpointInterval.Time(Duration.ofSeconds(count));
            case "min" -> new CheckpointInterval.Time(Duration.ofMinutes(count));
            case "h" -> new CheckpointInterval.Time(Duration.ofHours(count));
            case "step", "steps" -> new CheckpointInterval.Steps(count);
            default -> new CheckpointInterval.Epochs(count);
        };
    }
}
