package dev.tenon.experiments.record;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Makes the files of a whole run of those of its trials, one trial after the other: their weights are never in memory together.
 * The number of a trial is its place in the list.
 */
final class ResultFiles {

    private static final int BLOCK = 1 << 16;

    private final RunWriter writer;
    private final FinishedTrials finished;
    private final List<TrialRecord> trials;
    private final WeightPlaces places;
    private final Map<TrialId, Integer> numbers = new HashMap<>();

    /** The stages that a trial took from another arm whose own trial did not keep the same. */
    private final Set<StageOf> kept = new HashSet<>();

    private record StageOf(int trial, int stage) {}

    /** A tensor of a trial, on its way into the file of its arm. */
    private record Piece(String name, Shape shape, int trial, long start) implements Safetensors.Source {}

    private ResultFiles(RunWriter writer, FinishedTrials finished, List<TrialRecord> trials) {
        this.writer = writer;
        this.finished = finished;
        this.trials = trials;
        this.places = new WeightPlaces(trials.stream().map(TrialRecord::id).toList());
        for (int i = 0; i < trials.size(); i++) {
            numbers.put(trials.get(i).id(), i);
        }
    }

    /**
     * Writes all but the features.
     *
     * @param trials in the order of the plan, with their curves
     */
    static void write(RunWriter writer, FinishedTrials finished, List<TrialRecord> trials) {
        ResultFiles files = new ResultFiles(writer, finished, trials);
        writer.hashed(TrialTables.METRICS, out -> text(out, to -> TrialTables.metrics(to, trials)));
        writer.hashed(TrialTables.METRICS_JSON, out -> Json.stream(out, to -> TrialTables.metricsJson(to, trials)));
        writer.hashed(TrialTables.TRACE, out -> text(out, files::trace));
        if (trials.stream().anyMatch(trial -> trial.tuning().isPresent())) {
            writer.hashed(TuningFile.FILE, out -> text(out, to -> TuningFile.table(to, trials)));
        }
        writer.hashed(TrialsFile.FILE, out -> Json.stream(out, files::entries));
        files.tensors();
    }

    private interface Text {
        void write(Writer to) throws IOException;
    }

    private static void text(OutputStream out, Text text) throws IOException {
        Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(to);
        to.flush();
    }

    private void trace(Writer to) throws IOException {
        TrialTables.trace(to);
        for (TrialRecord trial : trials) {
            TrialTables.trace(to, trial);
        }
    }

    private void entries(JsonGenerator out) {
        out.writeStartObject();
        out.writeName("trials");
        out.writeStartArray();
        for (int i = 0; i < trials.size(); i++) {
            try (TrialFile file = finished.open(i)) {
                out.writePOJO(TrialsFile.entry(trials.get(i), new Entry(i, file)));
            }
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Where the tensors of a trial go. */
    private final class Entry implements TrialsFile.Places {

        private final int number;
        private final TrialFile file;

        Entry(int number, TrialFile file) {
            this.number = number;
            this.file = file;
        }

        @Override
        public Optional<WeightPlaces.Place> weights(int stage) {
            Map<String, Safetensors.Stored> weights = file.weights(stage);
            if (weights.isEmpty()) {
                return Optional.empty();
            }
            TrialId id = trials.get(number).id();
            StageRecord record = trials.get(number).stages().get(stage);
            if (record.arm().equals(id.arm()) || isWithOwner(id, record, weights)) {
                return Optional.of(places.withOwner(WeightPlaces.owner(id, record.arm())));
            }
            kept.add(new StageOf(number, stage));
            return Optional.of(places.withUser(id, record.arm()));
        }

        private boolean isWithOwner(TrialId id, StageRecord stage, Map<String, Safetensors.Stored> weights) {
            @Nullable Integer owner = numbers.get(WeightPlaces.owner(id, stage.arm()));
            if (owner == null) {
                return false;
            }
            List<StageRecord> stages = trials.get(owner).stages();
            for (int i = 0; i < stages.size(); i++) {
                if (stages.get(i).arm().equals(stage.arm())
                        && stages.get(i).stage().equals(stage.stage())) {
                    try (TrialFile other = finished.open(owner)) {
                        return same(weights, other, other.weights(i));
                    }
                }
            }
            return false;
        }

        private boolean same(
                Map<String, Safetensors.Stored> mine, TrialFile other, Map<String, Safetensors.Stored> others) {
            if (!mine.keySet().equals(others.keySet())) {
                return false;
            }
            for (Map.Entry<String, Safetensors.Stored> each : mine.entrySet()) {
                Safetensors.@Nullable Stored theirs = others.get(each.getKey());
                if (theirs == null
                        || !theirs.shape().equals(each.getValue().shape())
                        || file.bytes(each.getValue()).mismatch(other.bytes(theirs)) >= 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Optional<WeightPlaces.Place> scores() {
            return file.answers().isEmpty()
                    ? Optional.empty()
                    : Optional.of(places.scores(trials.get(number).id()));
        }

        @Override
        public Optional<WeightPlaces.Place> findings() {
            return file.findings()
                    .map(found -> places.findings(trials.get(number).id()));
        }
    }

    /** One file of weights, one of scores and one of what analyses found for each arm in each cell. */
    private void tensors() {
        Map<String, List<Integer>> arms = new LinkedHashMap<>();
        for (int i = 0; i < trials.size(); i++) {
            arms.computeIfAbsent(places.withOwner(trials.get(i).id()).file(), file -> new ArrayList<>())
                    .add(i);
        }
        arms.values().forEach(this::tensors);
    }

    private void tensors(List<Integer> arm) {
        TrialId first = trials.get(arm.getFirst()).id();
        List<Piece> weights = new ArrayList<>();
        List<Piece> scores = new ArrayList<>();
        List<Piece> answers = new ArrayList<>();
        List<Piece> found = new ArrayList<>();
        FindingFiles.OfArm findings = new FindingFiles.OfArm();
        Map<Shape, Shape> shapes = new HashMap<>();
        for (int number : arm) {
            TrialRecord trial = trials.get(number);
            try (TrialFile file = finished.open(number)) {
                for (int stage = 0; stage < trial.stages().size(); stage++) {
                    String owner = trial.stages().get(stage).arm();
                    boolean own = owner.equals(trial.id().arm());
                    if (own || kept.contains(new StageOf(number, stage))) {
                        String prefix =
                                (own ? places.withOwner(trial.id()) : places.withUser(trial.id(), owner)).prefix();
                        file.weights(stage)
                                .forEach((name, tensor) -> weights.add(piece(prefix + name, shapes, number, tensor)));
                    }
                }
                String seed = places.scores(trial.id()).prefix();
                file.answers()
                        .forEach((name, tensor) ->
                                (name.isEmpty() ? scores : answers).add(piece(seed + name, shapes, number, tensor)));
                file.findings().ifPresent(each -> findings.add(trial.id(), each.node()));
                String prefix = places.findings(trial.id()).prefix();
                file.found().forEach((name, tensor) -> found.add(piece(prefix + name, shapes, number, tensor)));
            }
        }
        write(places.withOwner(first).file(), weights);
        write(places.scores(first).file(), scores);
        write(places.answers(first).file(), answers);
        if (!findings.isEmpty()) {
            writer.hashed(places.findings(first).file(), findings.text());
            write(WeightPlaces.tensors(places.findings(first)), found);
        }
    }

    private static Piece piece(String name, Map<Shape, Shape> shapes, int number, Safetensors.Stored tensor) {
        return new Piece(name, shapes.computeIfAbsent(tensor.shape(), shape -> shape), number, tensor.start());
    }

    private void write(String path, List<Piece> pieces) {
        if (pieces.isEmpty()) {
            return;
        }
        writer.hashed(path, out -> {
            try (Copy copy = new Copy()) {
                Safetensors.write(out, new LinkedHashMap<>(), pieces, copy);
            }
        });
    }

    /** Copies numbers from the files of trials; the pieces of a trial come one after the other. */
    private final class Copy implements Safetensors.Numbers<Piece>, AutoCloseable {

        private final byte[] block = new byte[BLOCK];
        private int number = -1;
        private @Nullable TrialFile file;

        @Override
        public void write(Piece piece, OutputStream out) throws IOException {
            MemorySegment numbers =
                    open(piece.trial).bytes(new Safetensors.Stored(piece.name, piece.shape, piece.start));
            for (long from = 0; from < numbers.byteSize(); from += BLOCK) {
                int count = (int) StrictMath.min(BLOCK, numbers.byteSize() - from);
                MemorySegment.copy(numbers, from, MemorySegment.ofArray(block), 0, count);
                out.write(block, 0, count);
            }
        }

        private TrialFile open(int trial) {
            TrialFile open = file;
            if (open == null || number != trial) {
                close();
                open = finished.open(trial);
                file = open;
                number = trial;
            }
            return open;
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }
}
