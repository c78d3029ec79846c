package dev.tenon.experiments.record;

import dev.tenon.api.numerics.Contract;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.InputFile;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A finished run folder. Every file is compared with its digest in the manifest when it is first read. Methods throw
 * {@link BundleException} where a file is missing, was changed, or is not as it should be.
 */
public final class RunReader {

    private static final Logger LOG = LoggerFactory.getLogger(RunReader.class);

    private final Path folder;
    private final Manifest manifest;
    private final Set<String> known = new HashSet<>();
    private final Map<String, List<NamedTensor>> tensors = new LinkedHashMap<>();

    private RunReader(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** Opens a run folder. */
    public static RunReader open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BundleException(
                    folder + ": there is no such folder; `tenon run` writes run folders such as runs/NAME-1");
        }
        Path file = folder.resolve(Manifest.FILE);
        if (!Files.isRegularFile(file)) {
            throw new BundleException(folder
                    + (RunFolder.isUnfinished(folder)
                            ? ": is an unfinished run; wait until it ends, or finish it with `tenon resume`"
                            : ": is not a run folder: it has no " + Manifest.FILE));
        }
        try {
            return new RunReader(folder, Manifest.parse(file.toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** A run's manifest as a file that another run read; its path is without the folders above, which say nothing elsewhere. */
    public static InputFile manifest(Path folder) {
        Path file = folder.resolve(Manifest.FILE);
        try {
            Path name = folder.toAbsolutePath().normalize().getFileName();
            return new InputFile(name + "/" + Manifest.FILE, Digests.of(file), Files.size(file));
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** The files that the manifest names. */
    public Set<String> paths() {
        return manifest.files().keySet();
    }

    /** Compares every file with its digest, and the manifest with what it would be; a line for each that differs or is missing. */
    public List<String> verify() {
        List<String> differences = new ArrayList<>();
        Path list = folder.resolve(Manifest.FILE);
        try {
            if (!Files.readString(list).equals(Manifest.text(new TreeMap<>(manifest.files()).values()))) {
                differences.add(
                        list + ": is not what a run writes; it was changed after the run, or has other numerics than "
                                + Contract.NAME);
            }
        } catch (IOException e) {
            differences.add(list + ": cannot be read: " + e.getMessage());
        }
        for (String path : manifest.files().keySet()) {
            try {
                checked(path);
            } catch (BundleException e) {
                differences.add(e.getMessage());
            }
        }
        return differences;
    }

    /** A text file of the run, as {@code resolved.yaml}. */
    public String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /** What the run was made with. */
    public Inputs madeWith() {
        return Inputs.of(json(Inputs.FILE));
    }

    /** Where the experiment file was, as far as the folder says; the manifest does not name what says it. */
    public Optional<Path> experimentFolder() {
        Path file = folder.resolve(Environment.FILE);
        try {
            JsonView root = Json.parse(file.toString(), Files.readAllBytes(file));
            return root.has("folder") ? Optional.of(Path.of(root.text("folder"))) : Optional.empty();
        } catch (IOException | BundleException | java.nio.file.InvalidPathException e) {
            LOG.debug("{}", file, e);
            return Optional.empty();
        }
    }

    /** How many files the manifest names. */
    public int count() {
        return manifest.files().size();
    }

    /** The data that the run read or generated. */
    public DataInputs inputs() {
        return Inputs.data(json(Inputs.FILE));
    }

    /** All trials in order, with their curves, weights and scores. */
    public List<TrialRecord> trials() {
        return trials(true);
    }

    /** All trials in order, with their curves, but without weights and scores: much less memory where there are many. */
    public List<TrialRecord> trialsWithoutTensors() {
        return trials(false);
    }

    /** The trials one after the other, each with its weights and scores, with no more than one of them in memory. */
    public final class OneByOne {

        private final List<JsonView> entries = json(TrialsFile.FILE).list("trials", each -> each);
        private final WeightPlaces places = places(entries);
        private final List<TrialRecord> light = trialsWithoutTensors();
        private final Map<String, Map<String, JsonView>> found = new HashMap<>();

        private OneByOne() {}

        /** How many there are. */
        public int count() {
            return light.size();
        }

        /** A trial without its weights and scores. */
        public TrialRecord light(int number) {
            return light.get(number);
        }

        /** A trial, by its place in the order of the plan. */
        public TrialRecord trial(int number) {
            TrialRecord trial = light.get(number);
            JsonView entry = entries.get(number);
            List<JsonView> nodes = entry.list("stages", each -> each);
            List<StageRecord> stages = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                stages.add(TrialsFile.stage(
                        nodes.get(i),
                        trial.stages().get(i).losses(),
                        weights(places, trial.id(), nodes.get(i), RunReader.this::named)));
            }
            return TrialsFile.trial(
                    entry,
                    stages,
                    entry.has("scores")
                            ? answers(places, trial.id(), entry.get("scores"), RunReader.this::named)
                            : TestPredictions.NONE,
                    findings(places, trial.id(), entry, found, RunReader.this::named));
        }
    }

    /** The trials one by one. */
    public OneByOne oneByOne() {
        return new OneByOne();
    }

    private List<TrialRecord> trials(boolean withTensors) {
        Map<TrialTables.CurveKey, List<LossPoint>> curves = TrialTables.curves(traceFile(), text(TrialTables.TRACE));
        WeightPlaces places = places(json(TrialsFile.FILE).list("trials", each -> each));
        Map<String, Map<String, JsonView>> found = new HashMap<>();
        List<TrialRecord> trials =
                json(TrialsFile.FILE).list("trials", trial -> trial(trial, places, curves, found, withTensors));
        tensors.clear();
        if (!curves.isEmpty()) {
            TrialTables.CurveKey odd = curves.keySet().iterator().next();
            throw new BundleException(traceFile() + ": has a curve of trial " + odd.trial() + ", stage " + odd.stage()
                    + " of arm " + odd.arm() + ", which trials.json does not have");
        }
        return trials;
    }

    private String traceFile() {
        return folder.resolve(TrialTables.TRACE).toString();
    }

    private static WeightPlaces places(List<JsonView> trials) {
        return new WeightPlaces(trials.stream().map(TrialsFile::id).toList());
    }

    /** What analyses found by holding trials against each other. */
    List<Finding> across() {
        return paths().contains(FindingFiles.ACROSS)
                ? FindingFiles.findings(json(FindingFiles.ACROSS).get("findings"), List.of())
                : List.of();
    }

    /** What the report draws of each arm, in the order of the trials. */
    public List<Features> features() {
        List<String> arms = json(TrialsFile.FILE).list("trials", trial -> trial.text("arm")).stream()
                .distinct()
                .toList();
        return manifest.files().keySet().stream()
                .filter(path -> path.startsWith(FeatureFiles.FOLDER + "/") && path.endsWith(".json"))
                .map(path -> FeatureFiles.read(this, path))
                .sorted(Comparator.comparingInt(
                        features -> arms.indexOf(features.trial().arm())))
                .toList();
    }

    /**
     * The weights of one trial, by their names, as {@code parts/digit/kernel}. Where a stage of another arm that the trial
     * used has the name of one of its own, its own are given.
     *
     * @param trial as in {@code trials.json}: {@code composed/train.examples=64/seed-0}
     */
    public List<NamedTensor> weights(String trial) {
        List<JsonView> all = json(TrialsFile.FILE).list("trials", each -> each);
        JsonView found = all.stream()
                .filter(each -> each.text("trial").equals(trial))
                .findFirst()
                .orElseThrow(() -> new BundleException(folder + ": has no trial \"" + trial + "\""
                        + Suggestions.hintAndList(
                                trial,
                                all.stream().map(each -> each.text("trial")).toList(),
                                "It has",
                                "its trials.json lists all " + all.size())));
        if (TrialsFile.status(found) != TrialRecord.Status.COMPLETED) {
            throw new BundleException(folder + ": trial \"" + trial + "\" "
                    + TrialsFile.status(found).name().toLowerCase(Locale.ROOT) + ", so its weights are not a result ("
                    + found.text("message") + "); take a trial that completed"
                    + completed(all));
        }
        List<JsonView> stages = found.list("stages", each -> each);
        TrialId id = TrialsFile.id(found);
        String arm = id.arm();
        WeightPlaces places = places(all);
        Map<String, NamedTensor> byName = new LinkedHashMap<>();
        for (boolean own : new boolean[] {true, false}) {
            stages.stream()
                    .filter(stage -> stage.text("arm").equals(arm) == own)
                    .flatMap(stage -> weights(places, id, stage, this::named).stream())
                    .forEach(tensor -> byName.putIfAbsent(tensor.name(), tensor));
        }
        return List.copyOf(byName.values());
    }

    private static String completed(List<JsonView> trials) {
        return trials.stream()
                .filter(each -> TrialsFile.status(each) == TrialRecord.Status.COMPLETED)
                .findFirst()
                .map(each -> ", such as " + each.text("trial"))
                .orElse("; none of this run did");
    }

    private TrialRecord trial(
            JsonView node,
            WeightPlaces places,
            Map<TrialTables.CurveKey, List<LossPoint>> curves,
            Map<String, Map<String, JsonView>> found,
            boolean withTensors) {
        TrialId id = TrialsFile.named(node);
        return TrialsFile.trial(
                node,
                node.list("stages", stage -> stage(id, stage, places, curves, withTensors)),
                withTensors && node.has("scores")
                        ? answers(places, id, node.get("scores"), this::kept)
                        : TestPredictions.NONE,
                findings(places, id, node, found, withTensors ? this::kept : (file, beginning) -> List.of()));
    }

    /**
     * What analyses found in a trial.
     *
     * @param found of each file that was read, what is there by the trial
     */
    private List<Finding> findings(
            WeightPlaces places,
            TrialId trial,
            JsonView node,
            Map<String, Map<String, JsonView>> found,
            Tensors tensors) {
        if (!node.has("analyses")) {
            return List.of();
        }
        WeightPlaces.Place place = TrialsFile.place(node.get("analyses"));
        if (!place.equals(places.findings(trial))) {
            throw node.get("analyses").wrong("where what analyses found in this trial is");
        }
        JsonView own = found.computeIfAbsent(place.file(), file -> FindingFiles.byTrial(json(file)))
                .get(trial.path());
        if (own == null) {
            throw new BundleException(folder.resolve(place.file()) + ": has no trial \"" + trial + "\"");
        }
        String file = WeightPlaces.tensors(place);
        List<NamedTensor> all = paths().contains(file)
                ? tensors.of(file, place.prefix()).stream()
                        .filter(tensor -> tensor.name().startsWith(place.prefix()))
                        .map(tensor -> tensor.named(
                                tensor.name().substring(place.prefix().length())))
                        .toList()
                : List.of();
        return FindingFiles.findings(own, all);
    }

    private StageRecord stage(
            TrialId trial,
            JsonView node,
            WeightPlaces places,
            Map<TrialTables.CurveKey, List<LossPoint>> curves,
            boolean withTensors) {
        List<LossPoint> losses = curves.remove(TrialTables.CurveKey.of(trial, node.text("arm"), node.text("stage")));
        return TrialsFile.stage(
                node,
                losses == null ? List.of() : losses,
                withTensors ? weights(places, trial, node, this::kept) : List.of());
    }

    /** Gives the tensors of a file: at least those whose names have a beginning. */
    private interface Tensors {
        List<NamedTensor> of(String file, String beginning);
    }

    private List<NamedTensor> weights(WeightPlaces places, TrialId trial, JsonView stage, Tensors tensors) {
        if (!stage.has("weights")) {
            return List.of();
        }
        WeightPlaces.Place place = TrialsFile.place(stage.get("weights"));
        if (!places.isPlace(trial, stage.text("arm"), place)) {
            throw stage.get("weights").wrong("where the weights of this trial's stage are");
        }
        String own = place.prefix() + stage.text("stage") + "/";
        List<NamedTensor> found = tensors.of(place.file(), own).stream()
                .filter(tensor -> tensor.name().startsWith(own))
                .map(tensor ->
                        tensor.named(tensor.name().substring(place.prefix().length())))
                .toList();
        Consistency.names(folder.resolve(place.file()).toString(), stage.text("stage"), found);
        return found;
    }

    private TestPredictions answers(WeightPlaces places, TrialId trial, JsonView node, Tensors tensors) {
        WeightPlaces.Place place = TrialsFile.place(node);
        if (!place.equals(places.scores(trial))) {
            throw node.wrong("where the scores of this trial are");
        }
        List<NamedTensor> all = new ArrayList<>(tensors.of(place.file(), place.prefix()));
        String others = places.answers(trial).file();
        if (paths().contains(others)) { // A run of Tenon 0.1 has none.
            all.addAll(tensors.of(others, place.prefix()));
        }
        TestPredictions answers = AnswerTensors.answers(all, place.prefix());
        if (answers.scores().length == 0) {
            throw new BundleException(folder.resolve(place.file()) + ": has no tensor " + place.prefix());
        }
        Consistency.answers(folder.resolve(place.file()) + ": " + place.prefix(), answers);
        return answers;
    }

    /** The file of an arm is asked for once for each of its seeds. */
    private List<NamedTensor> kept(String file, String beginning) {
        List<NamedTensor> known = tensors.get(file);
        if (known == null) {
            known = tensors(file);
            tensors.put(file, known);
        }
        return known;
    }

    List<NamedTensor> tensors(String path) {
        return tensors(checked(path), "");
    }

    /** Some tensors of a file, which is compared with its digest when it is first read. */
    private List<NamedTensor> named(String path, String beginning) {
        Path file = known.contains(path) ? folder.resolve(path) : checked(path);
        known.add(path);
        return tensors(file, beginning);
    }

    private static List<NamedTensor> tensors(Path file, String beginning) {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = bytes(file, channel, arena);
            return Safetensors.contents(file.toString(), bytes).tensors().stream()
                    .filter(tensor -> tensor.name().startsWith(beginning))
                    .map(tensor -> new NamedTensor(tensor.name(), tensor.shape(), tensor.values(bytes)))
                    .toList();
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Mapped, not read: an arm's file may be larger than an array. What lies in an archive cannot be mapped. */
    private static MemorySegment bytes(Path file, FileChannel channel, Arena arena) throws IOException {
        return file.getFileSystem().equals(FileSystems.getDefault())
                ? channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                : MemorySegment.ofArray(Files.readAllBytes(file));
    }

    JsonView json(String path) {
        return Json.parse(folder.resolve(path).toString(), bytes(path));
    }

    private byte[] bytes(String path) {
        try {
            return Files.readAllBytes(checked(path));
        } catch (IOException e) {
            throw new BundleException(folder.resolve(path) + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The file of a path, found to be as the manifest says. */
    private Path checked(String path) {
        Path file = folder.resolve(path);
        Manifest.Entry entry = manifest.files().get(path);
        if (entry == null) {
            throw new BundleException(file + ": is not in the run's manifest");
        }
        for (Path each = file; !each.equals(folder) && each.getParent() != null; each = each.getParent()) {
            if (Files.isSymbolicLink(each)) {
                throw new BundleException(each + ": is a link; a run's files are in its folder");
            }
        }
        try {
            if (!Files.isRegularFile(file)) {
                throw new BundleException(file + ": is missing; the run cannot be read without it");
            }
            if (Files.size(file) != entry.bytes() || !Digests.of(file).equals(entry.sha256())) {
                throw new BundleException(
                        file + ": was changed after the run: its digest is not the manifest's; run the"
                                + " experiment again");
            }
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return file;
    }
}
