package dev.tenon.experiments.record;

import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.run.Checkpoint;
import dev.tenon.experiments.run.Checkpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the trainings of a run have come, each in a file of its own in the folder {@code checkpoints} of the run, until its trial has
 * ended. The name of a file has the digest of whose training it is and the SHA-256 of its bytes: a new one is there before the old one
 * goes, so that there is always one that is whole.
 */
final class CheckpointFiles implements Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFiles.class);

    static final String FOLDER = "checkpoints";
    private static final String SUFFIX = ".safetensors";
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{64})\\.safetensors");

    private final RunWriter writer;
    private final String run;
    private final Consumer<String> tell;
    private final AtomicBoolean told = new AtomicBoolean();

    /** The files of each training, by the digest of whose it is. */
    private final Map<String, List<Path>> files = new ConcurrentHashMap<>();

    /**
     * Those that an earlier process left, if any.
     *
     * @param run of which run they are: {@link Beginning#digest()}
     * @param tell what the user should know at once
     */
    CheckpointFiles(RunWriter writer, String run, Consumer<String> tell) {
        this.writer = writer;
        this.run = run;
        this.tell = tell;
        for (Path file : all()) {
            Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
                files.computeIfAbsent(name.group(1), key -> new ArrayList<>()).add(file);
            }
        }
    }

    private List<Path> all() {
        Path folder = writer.folder().resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be read", folder, e);
            return List.of();
        }
    }

    /** Names that people gave may have any letters, and be long. */
    private static String digest(Training training) {
        List<String> parts = new ArrayList<>();
        parts.add(training.trial().arm());
        training.trial().factors().forEach((key, value) -> parts.add(key + "=" + value));
        parts.add(Long.toString(training.trial().seed()));
        parts.add(training.stage());
        return Digests.of(String.join("\n", parts).getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
    }

    /** The last that is whole. Of one that is not the user is told. */
    @Override
    public Optional<Checkpoint> last(Training training) {
        List<Checkpoint> whole = new ArrayList<>();
        List<String> useless = new ArrayList<>();
        for (Path file : files.getOrDefault(digest(training), List.of())) {
            try {
                whole.add(read(file, training));
            } catch (BundleException e) {
                LOG.warn("a checkpoint cannot be used", e);
                useless.add(e.getMessage());
            }
        }
        useless.forEach(why -> tell.accept(why + "; stage " + training.stage() + " of " + training.trial()
                + (whole.isEmpty() ? " begins anew" : " continues from the checkpoint before")));
        return whole.stream()
                .max(Comparator.comparingLong(Checkpoint::steps).thenComparing(Checkpoint.Ended.class::isInstance));
    }

    private Checkpoint read(Path file, Training training) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!String.valueOf(file.getFileName()).contains(Digests.of(bytes))) {
                throw new BundleException(file + ": is damaged: its SHA-256 is not the one in its name");
            }
            CheckpointFile read = CheckpointFile.read(file.toString(), bytes);
            if (!read.run().equals(run) || !read.training().equals(training)) {
                throw new BundleException(file + ": is of another run or trial");
            }
            return read.checkpoint();
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** One that cannot be written is no reason to end the run. */
    @Override
    public void keep(Training training, Checkpoint checkpoint) {
        String whose = digest(training);
        try {
            String name =
                    writer.digested(FOLDER + "/" + whose, SUFFIX, new CheckpointFile(run, training, checkpoint)::write);
            LOG.debug(
                    "{}, stage {}: a checkpoint after step {}", training.trial(), training.stage(), checkpoint.steps());
            Path file = writer.folder().resolve(FOLDER + "/" + whose + "-" + name + SUFFIX);
            delete(files.put(whose, List.of(file)), file);
        } catch (BundleException e) {
            LOG.warn("no checkpoint is written", e);
            if (!told.getAndSet(true)) {
                tell.accept(e.getMessage() + "; the run continues without this checkpoint");
            }
        }
    }

    private void delete(@Nullable List<Path> old, @Nullable Path but) {
        if (old != null) {
            old.stream().filter(file -> !file.equals(but)).forEach(writer::delete);
        }
    }

    @Override
    public void forget(Collection<Training> trainings) {
        if (!files.isEmpty()) {
            trainings.forEach(training -> delete(files.remove(digest(training)), null));
        }
    }

    /** Removes all, and what a process that was killed while it wrote one left. */
    void remove() {
        all().forEach(writer::delete);
        writer.delete(writer.folder().resolve(FOLDER));
    }
}
