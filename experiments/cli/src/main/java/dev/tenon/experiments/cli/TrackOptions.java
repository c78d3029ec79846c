package dev.tenon.experiments.cli;

import dev.tenon.api.settings.Part;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.settings.TrackerReader;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Who hears of a run while it goes on. */
final class TrackOptions {

    @Option(
            names = "--track",
            paramLabel = "TRACKER=WHERE",
            description = {
                "Report the progress of the run to a tracker, for example --track tensorboard=curves.",
                "No result depends on it. May be repeated; `tenon plugins` lists trackers. With --launcher each shard reports for itself."
            })
    private List<String> trackers = new ArrayList<>();

    /** The trackers that were named. */
    List<Part<Tracker<?>>> of(Services services) {
        List<Part<Tracker<?>>> all = new ArrayList<>();
        for (String option : trackers) {
            try {
                Part<Tracker<?>> tracker = TrackerReader.read(services, option);
                if (!all.contains(tracker)) {
                    all.add(tracker);
                }
            } catch (SpecException e) {
                throw new UsageException("--track " + option + ": "
                        + e.problems().stream().map(Problem::message).collect(Collectors.joining("; ")));
            }
        }
        return all;
    }
}
