package dev.tenon.experiments.cli;

import dev.tenon.experiments.bench.ExperimentSpeed;
import dev.tenon.experiments.bench.NetResult;
import dev.tenon.experiments.bench.NetTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What was measured of networks, as text. */
final class BenchTable {

    /** Kinds of op that take less of every network are shown together. */
    private static final double LEAST_SHARE = 0.005;

    private BenchTable() {}

    /** What a task is called while it is measured. */
    static String name(NetTask task) {
        return task.net().name() + " " + task.net().image().dim(0) + "x"
                + task.net().image().dim(1) + ", "
                + task.mode().name().toLowerCase(Locale.ROOT) + ", batch " + task.batch() + ", "
                + threads(task.threads());
    }

    private static String threads(int count) {
        return count + (count == 1 ? " thread" : " threads");
    }

    /** Two tables: how fast, and where the time goes. */
    static List<String> lines(List<NetResult> results) {
        List<String> lines = new ArrayList<>();
        Columns speed = new Columns(
                "network",
                "mode",
                "batch",
                "threads",
                "images/s",
                "min",
                "max",
                "ms/step",
                "GFLOP/s",
                "% of peak",
                "MiB",
                "first step s");
        for (NetResult r : results) {
            speed.row(
                    r.net(),
                    r.mode().name().toLowerCase(Locale.ROOT),
                    Integer.toString(r.batch()),
                    Integer.toString(r.threads()),
                    figure(r.imagesPerSecond().median()),
                    figure(r.imagesPerSecond().least()),
                    figure(r.imagesPerSecond().most()),
                    figure(r.stepMillis()),
                    figure(r.gflops()),
                    Double.isNaN(r.shareOfPeak()) ? "" : decimals(100 * r.shareOfPeak(), 1),
                    Long.toString(r.peakMemory() >> 20),
                    r.firstStepSeconds() > 0 ? decimals(r.firstStepSeconds(), 2) : "");
        }
        lines.addAll(speed.lines(""));
        lines.add("");
        lines.addAll(time(results));
        Map<String, String> peaks = new LinkedHashMap<>();
        for (NetResult r : results) {
            if (r.peakGflops() > 0) {
                peaks.put(r.device(), ceiling(r.device(), r.peakGflops(), r.copyGigabytes()));
            }
        }
        lines.addAll(peaks.values());
        return lines;
    }

    /** How fast an experiment was, and where the time went. */
    static List<String> lines(ExperimentSpeed speed) {
        List<String> lines = new ArrayList<>();
        lines.add(speed.experiment() + ": " + speed.trials() + " trials in " + figure(speed.seconds()) + " s on "
                + threads(speed.threads()) + ": " + figure(speed.trials() / speed.seconds()) + " trials/s, "
                + figure(speed.gflops()) + " GFLOP/s"
                + (Double.isNaN(speed.shareOfPeak())
                        ? ""
                        : ", " + decimals(100 * speed.shareOfPeak(), 1) + " % of the peak of "
                                + figure(speed.peakGflops()) + " GFLOP/s"));
        lines.add("");
        lines.addAll(parts("the whole", speed.parts()));
        lines.add("");
        lines.addAll(parts("of trials, side by side", speed.trialParts()));
        lines.add("");
        lines.add("beside this the JVM compiled for " + figure(speed.compilingSeconds())
                + " s and collected garbage for " + figure(speed.collectingSeconds()) + " s; the process had at most "
                + (speed.peakMemory() >> 20) + " MiB");
        return lines;
    }

    private static List<String> parts(String title, List<ExperimentSpeed.Part> parts) {
        double sum = parts.stream().mapToDouble(ExperimentSpeed.Part::seconds).sum();
        Columns table = new Columns(title, "s", "%", "count");
        parts.forEach(part -> table.row(
                part.name(),
                decimals(part.seconds(), 2),
                decimals(100 * part.seconds() / sum, 1),
                part.count() == 0 ? "" : Long.toString(part.count())));
        return table.lines("");
    }

    /** What a device reaches at best, in a line. */
    static String ceiling(String device, double gflops, double gigabytes) {
        return "peak of " + device + ": " + figure(gflops) + " GFLOP/s, copying " + figure(gigabytes)
                + " GB/s (read and written)";
    }

    private static List<String> time(List<NetResult> results) {
        Set<String> kinds = new LinkedHashSet<>();
        for (NetResult r : results) {
            r.time().stream()
                    .filter(part -> part.share() >= LEAST_SHARE)
                    .map(NetResult.Part::kind)
                    .forEach(kinds::add);
        }
        if (kinds.isEmpty()) {
            return List.of();
        }
        List<String> head = new ArrayList<>(List.of("% of time"));
        for (NetResult r : results) {
            head.add(r.net()
                    + (results.stream().filter(o -> o.net().equals(r.net())).count() > 1 ? variant(r) : ""));
        }
        Columns table = new Columns(head.toArray(String[]::new));
        for (String kind : kinds) {
            List<String> row = new ArrayList<>(List.of(kind));
            results.forEach(r -> row.add(share(r, part -> part.kind().equals(kind))));
            table.row(row.toArray(String[]::new));
        }
        List<String> rest = new ArrayList<>(List.of("other"));
        results.forEach(r -> rest.add(share(r, part -> !kinds.contains(part.kind()))));
        if (rest.stream().skip(1).anyMatch(cell -> !cell.isEmpty())) {
            table.row(rest.toArray(String[]::new));
        }
        List<String> lines = new ArrayList<>(table.lines(""));
        lines.add("");
        return lines;
    }

    private static String variant(NetResult r) {
        return " " + r.mode().name().toLowerCase(Locale.ROOT).charAt(0) + r.batch() + "x" + r.threads();
    }

    private static String share(NetResult r, Predicate<NetResult.Part> which) {
        double sum = r.time().stream()
                .filter(which)
                .mapToDouble(NetResult.Part::share)
                .sum();
        return sum == 0 ? "" : decimals(100 * sum, 1);
    }

    /** Three or four digits that mean something. */
    static String figure(double value) {
        return decimals(value, value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : 3);
    }

    static String decimals(double value, int count) {
        return String.format(Locale.ROOT, "%,." + count + "f", value);
    }
}
