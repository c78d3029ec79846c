package dev.tenon.experiments.session;

import dev.tenon.api.training.Metric;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.report.Report;
import dev.tenon.experiments.report.TextReport;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StopRule;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Interval;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the reports of a result, and stops the arms that it decides. */
public final class Reporter implements StopRule {

    private final Services services;

    @Inject
    public Reporter(Services services) {
        this.services = services;
    }

    /**
     * The reports of one result. The one for the browser is made when it is asked for, so that a mistake in it does not keep the
     * other from being shown.
     */
    public record Reports(ExperimentResult result, ExperimentComparison comparison) {

        /** For the terminal. */
        public String text() {
            return TextReport.of(result, comparison);
        }

        /** One file for the browser. */
        public String html() {
            return Report.html(result, comparison);
        }

        public void writeTo(RunWriter writer) {
            writer.unhashed(RunFolder.SUMMARY, text());
            writer.unhashed(RunFolder.REPORT, html());
        }
    }

    public Reports reports(ExperimentResult result) {
        return reports(result, List.of());
    }

    /**
     * The same, with what a reader must know first.
     *
     * @param notes one sentence each
     */
    public Reports reports(ExperimentResult result, List<String> notes) {
        return new Reports(result, compare(result).withCaveats(notes));
    }

    public ExperimentComparison compare(ExperimentResult result) {
        Measures measures = new Measures(services, result.plan().first().compare());
        return ExperimentComparison.of(
                result, name -> higherIsBetter(measures, name), name -> bounds(metric(measures, name)));
    }

    @Override
    public Map<String, String> stopped(ExperimentResult sofar) {
        Measures measures = new Measures(services, sofar.plan().first().compare());
        return ExperimentComparison.stopped(
                sofar, name -> higherIsBetter(measures, name), name -> bounds(metric(measures, name)));
    }

    private static boolean higherIsBetter(Measures measures, String name) {
        return metric(measures, name).map(Metric::higherIsBetter).orElse(true);
    }

    /** Of a metric with its split, as {@code test.accuracy}. */
    private static Optional<Metric<?>> metric(Measures measures, String name) {
        return measures.find(name).map(measure -> measure.metric().service());
    }

    private static Interval bounds(Optional<Metric<?>> known) {
        return known.map(metric -> new Interval(metric.lowest(), metric.highest()))
                .orElse(Interval.ALL);
    }
}
