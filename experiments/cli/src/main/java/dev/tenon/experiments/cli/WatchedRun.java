package dev.tenon.experiments.cli;

import dev.tenon.experiments.record.ProgressReader.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a run that another process writes has come, by what that writes. */
final class WatchedRun {

    private static final double TOO_EARLY_TO_TELL = 0.01;
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final String PLAIN = "_.-=*#";

    /** A trial that runs. */
    private static final class FolderRunner {
        private String stage = "";
        private long step;
        private long steps;
        private final List<Double> losses = new ArrayList<>();
    }

    private final Map<String, FolderRunner> running = new LinkedHashMap<>();
    private int trials;
    private int before;
    private int ended;
    private int failed;
    private @Nullable Instant begun;
    private Instant last = Instant.EPOCH;

    /** Takes in what was written since. */
    void add(Row row) {
        last = row.time();
        switch (row.what()) {
            case BEGUN -> {
                begun = row.time();
                trials = (int) row.steps();
                before = (int) row.step();
                ended = before;
                failed = 0;
                running.clear();
            }
            case AT -> {
                FolderRunner trial = running.computeIfAbsent(row.trial(), key -> new FolderRunner());
                if (!trial.stage.equals(row.stage())) {
                    trial.losses.clear();
                }
                trial.stage = row.stage();
                trial.step = row.step();
                trial.steps = row.steps();
                trial.losses.add(row.loss());
            }
            case ENDED -> {
                running.remove(row.trial());
                ended++;
                failed += row.stage().equals("completed") ? 0 : 1;
            }
        }
    }

    /** Whether the process has said anything yet. */
    boolean isBegun() {
        return begun != null;
    }

    /** How far all is, from 0 to 1: of a trial that runs, its present stage. */
    private double fraction() {
        double parts = running.values().stream()
                .mapToDouble(trial -> trial.steps == 0 ? 0 : (double) trial.step / trial.steps)
                .sum();
        return trials == 0 ? 0 : Math.min(1, (ended + parts) / trials);
    }

    private Optional<Duration> left() {
        double mine = trials == before ? 1 : (fraction() * trials - before) / (trials - before);
        long elapsed = Duration.between(Objects.requireNonNull(begun), last).toMillis();
        return mine < TOO_EARLY_TO_TELL
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) (elapsed * (1 - mine) / mine)));
    }

    /** {@code 12/40 trials, 31 %, 1:05 left}. */
    String summary() {
        return ended + "/" + trials + " trials" + (failed == 0 ? "" : " (" + failed + " failed)") + ", "
                + (int) (100 * fraction()) + " %"
                + left().map(time -> ", " + ProgressCount.clock(time) + " left").orElse("");
    }

    /**
     * A line for each trial that runs, as {@code whole/seed-3  main 120/400  loss 0.312  ▇▅▃▂▁}.
     *
     * @param width of the curve, in characters
     */
    List<String> curves(int width, boolean blocks) {
        return running.entrySet().stream()
                .map(entry -> {
                    FolderRunner trial = entry.getValue();
                    return entry.getKey() + "  " + trial.stage + " " + trial.step + "/" + trial.steps + "  loss "
                            + String.format(Locale.ROOT, "%.4g", trial.losses.getLast()) + "  "
                            + curve(trial.losses, width, blocks);
                })
                .toList();
    }

    /** Losses from the first to the last, each the mean of as many as one character stands for. */
    static String curve(List<Double> losses, int width, boolean blocks) {
        String signs = blocks ? BLOCKS : PLAIN;
        int count = Math.min(width, losses.size());
        double[] means = new double[count];
        for (int i = 0; i < count; i++) {
            means[i] = losses.subList(i * losses.size() / count, (i + 1) * losses.size() / count).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
        }
        double least =
                java.util.Arrays.stream(means).filter(Double::isFinite).min().orElse(0);
        double most =
                java.util.Arrays.stream(means).filter(Double::isFinite).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (double mean : means) {
            if (!Double.isFinite(mean)) {
                text.append('!');
            } else {
                double part = most == least ? 0 : (mean - least) / (most - least);
                text.append(signs.charAt((int) Math.round(part * (signs.length() - 1))));
            }
        }
        return text.toString();
    }
}
