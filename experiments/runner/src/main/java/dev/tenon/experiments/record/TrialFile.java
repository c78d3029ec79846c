package dev.tenon.experiments.record;

import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.run.TrialRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trial that has ended, in a file of its own until its run is whole: a safetensors file with the weights of its stages, its
 * scores and what the report draws of it as tensors, and all else as texts about them. Open while it is read.
 */
final class TrialFile implements AutoCloseable {

    private static final String FORMAT = "tenon-trial 2";
    private static final String SCORES = "scores";
    private static final String FEATURES = "features/";
    private static final String FINDINGS = "findings";

    private final String where;
    private final Arena arena;
    private final MemorySegment bytes;
    private final Safetensors.Contents contents;
    private final JsonView trial;

    private TrialFile(String where, Arena arena, MemorySegment bytes) {
        this.where = where;
        this.arena = arena;
        this.bytes = bytes;
        this.contents = Safetensors.contents(where, bytes);
        if (!text("format").equals(FORMAT)) {
            throw new BundleException(where + ": has the format \"" + text("format")
                    + "\"; this version of Tenon reads \"" + FORMAT + "\"");
        }
        this.trial = parsed("trial");
    }

    /**
     * Writes a trial.
     *
     * @param run of which run it is: {@link Beginning#digest()}
     * @param data that it was made with
     * @param time how long it took
     */
    static void write(
            OutputStream out, String run, TrialData data, TrialRecord trial, Optional<Features> features, Duration time)
            throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("format", FORMAT);
        texts.put("run", run);
        texts.put("data", data.digest(trial.id().seed()).orElseThrow());
        texts.put("milliseconds", Long.toString(time.toMillis()));
        texts.put("trial", Json.compact(entry(trial)));
        features.ifPresent(each -> texts.put("features", FeatureFiles.json(each)));
        if (!trial.findings().isEmpty()) {
            texts.put(FINDINGS, Json.compact(FindingFiles.json(trial.findings())));
        }
        List<NamedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < trial.stages().size(); i++) {
            String prefix = prefix(i);
            trial.stages().get(i).weights().forEach(tensor -> tensors.add(tensor.named(prefix + tensor.name())));
        }
        AnswerTensors.tensors(trial.answers(), SCORES).forEach(tensors::add);
        FindingFiles.tensors(trial.findings())
                .forEach(tensor -> tensors.add(tensor.named(FINDINGS + "/" + tensor.name())));
        features.ifPresent(each ->
                FeatureFiles.tensors(each).forEach(tensor -> tensors.add(tensor.named(FEATURES + tensor.name()))));
        Safetensors.write(out, texts, tensors);
    }

    private static String prefix(int stage) {
        return "stage-" + stage + "/";
    }

    private static ObjectNode entry(TrialRecord trial) {
        ObjectNode node = TrialsFile.summary(trial);
        ArrayNode stages = node.putArray("stages");
        for (StageRecord stage : trial.stages()) {
            ObjectNode child = TrialsFile.stage(stage);
            points(child.putArray("losses"), stage.losses());
            stages.add(child);
        }
        trial.tuning().ifPresent(tuning -> node.set("tuning", TuningFile.entry(tuning)));
        return node;
    }

    /** Writes a curve as {@link #point} reads it. */
    static void points(ArrayNode to, List<LossPoint> points) {
        points.forEach(point -> to.addArray()
                .add(point.step())
                .add(Json.number(point.training()))
                .add(Json.number(point.validation())));
    }

    /**
     * Opens the file of a trial.
     *
     * @throws BundleException if it is none
     */
    @SuppressWarnings("MustBeClosedChecker") // It is closed with the file.
    static TrialFile open(Path file) {
        Arena arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new TrialFile(
                    file.toString(), arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException e) {
            arena.close();
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (BundleException e) {
            arena.close();
            throw e;
        }
    }

    private String text(String name) {
        String text = contents.metadata().get(name);
        if (text == null) {
            throw new BundleException(where + ": is not a trial of a run: it has no text \"" + name + "\"");
        }
        return text;
    }

    private JsonView parsed(String name) {
        return Json.parse(where + ": " + name + ":", text(name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Of which run it is. */
    String run() {
        return text("run");
    }

    /** The digest of the data that it was made with. */
    String data() {
        return text("data");
    }

    /** How long the trial took. */
    Duration time() {
        try {
            return Duration.ofMillis(Long.parseLong(text("milliseconds")));
        } catch (NumberFormatException e) {
            throw new BundleException(where + ": has no time in milliseconds, but " + text("milliseconds"), e);
        }
    }

    /** The trial without its weights and scores. */
    TrialRecord light() {
        return record(false);
    }

    /** The trial as it was. */
    TrialRecord whole() {
        return record(true);
    }

    private TrialRecord record(boolean whole) {
        List<JsonView> all = trial.list("stages", each -> each);
        List<StageRecord> stages = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            stages.add(TrialsFile.stage(
                    all.get(i), all.get(i).list("losses", TrialFile::point), whole ? tensors(prefix(i)) : List.of()));
        }
        return TrialsFile.trial(
                trial,
                stages,
                whole ? AnswerTensors.answers(tensors(SCORES), "") : TestPredictions.NONE,
                findings(whole));
    }

    private List<Finding> findings(boolean whole) {
        return contents.metadata().containsKey(FINDINGS)
                ? FindingFiles.findings(parsed(FINDINGS), whole ? tensors(FINDINGS + "/") : List.of())
                : List.of();
    }

    /** What analyses found, as JSON has it; empty if there were none. */
    Optional<JsonView> findings() {
        return contents.metadata().containsKey(FINDINGS) ? Optional.of(parsed(FINDINGS)) : Optional.empty();
    }

    /** The tensors that analyses found, by their names, as {@code knock-out/drops}. */
    Map<String, Safetensors.Stored> found() {
        return stored(FINDINGS + "/");
    }

    /** A point of a curve: a step and two losses. */
    static LossPoint point(JsonView node) {
        List<JsonView> numbers = node.list(each -> each);
        if (numbers.size() != 3) {
            throw node.wrong("a step and two losses");
        }
        return new LossPoint(
                numbers.get(0).whole(), numbers.get(1).number(), numbers.get(2).number());
    }

    private List<NamedTensor> tensors(String prefix) {
        return contents.tensors().stream()
                .filter(each -> each.name().startsWith(prefix))
                .map(each -> new NamedTensor(each.name().substring(prefix.length()), each.shape(), each.values(bytes)))
                .toList();
    }

    /** What the report draws of it, if anything. */
    Optional<Features> features() {
        return contents.metadata().containsKey("features")
                ? Optional.of(FeatureFiles.features(parsed("features"), where, tensors(FEATURES)))
                : Optional.empty();
    }

    /** The weights of a stage by their names, as {@code parts/digit/kernel}. */
    Map<String, Safetensors.Stored> weights(int stage) {
        return stored(prefix(stage));
    }

    /** The answers by what their names have after that of the scores; empty if it has none. */
    Map<String, Safetensors.Stored> answers() {
        return stored(SCORES);
    }

    /** The tensors whose names have a beginning, by the rest of their names. */
    private Map<String, Safetensors.Stored> stored(String beginning) {
        Map<String, Safetensors.Stored> found = new LinkedHashMap<>();
        contents.tensors().stream()
                .filter(each -> each.name().startsWith(beginning))
                .forEach(each -> found.put(each.name().substring(beginning.length()), each));
        return found;
    }

    /** The bytes of a tensor, while the file is open. */
    MemorySegment bytes(Safetensors.Stored tensor) {
        return tensor.bytes(bytes);
    }

    @Override
    public void close() {
        arena.close();
    }
}
