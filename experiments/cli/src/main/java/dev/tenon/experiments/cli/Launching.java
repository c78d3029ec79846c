package dev.tenon.experiments.cli;

import dev.tenon.api.launch.LaunchException;
import dev.tenon.api.launch.LaunchScope;
import dev.tenon.api.launch.Launcher;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.model.Checker;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.MergedTrials;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.UnfinishedRun;
import dev.tenon.experiments.run.CachedWeights;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.WeightReader;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** Has a launcher compute the shards of a run, each in a folder of its own beside the run's, and merges them. */
final class Launching {

    private static final int LONGEST_NAME = 52;

    private final Console console;
    private final Services services;
    private final FolderRunner running;
    private final WeightReader weights;

    @Inject
    Launching(Console console, Services services, FolderRunner running, WeightReader weights) {
        this.weights = weights;
        this.console = console;
        this.services = services;
        this.running = running;
    }

    /**
     * Runs.
     *
     * @param out the folder of the run
     * @param launcher with its settings
     * @return the exit code
     */
    int run(TenonCommand tenon, Plan plan, RunOptions options, OutOption out, LaunchOptions how, Part<?> launcher) {
        DataLoader loader = new DataLoader(options.folder());
        // A mistake is found here, and not by each shard as often as it may be started.
        List<Problem> problems = Checker.check(plan, loader, services, new CachedWeights(weights, options.folder()));
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        int parts = SelectionOptions.parts(plan);
        if (parts < 2) {
            throw new UsageException(
                    "the run has only one part, because it has one cell and one seed; run it without --launcher");
        }
        int shards = Math.min(how.shards(), parts);
        if (shards < how.shards()) {
            console.note(
                    "there are only " + parts + " parts, one for each cell and seed: " + shards + " shards are enough");
        }
        Path folder = out.path().toAbsolutePath().normalize();
        Path beside = folder.resolveSibling(folder.getFileName() + "-shards");
        Scope scope = new Scope(plan, beside, shards, how, arguments(tenon.arguments()));
        scope.prepare();
        boolean waited;
        try {
            waited = launch(launcher, scope);
        } catch (LaunchException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        if (!waited) {
            return Exit.OK;
        }
        List<Integer> left = IntStream.rangeClosed(1, shards)
                .filter(shard -> !scope.done(shard))
                .boxed()
                .toList();
        if (!left.isEmpty()) {
            throw new UsageException(
                    left.size() + " of " + shards + " shards are not done, the first is " + left.getFirst()
                            + ": see its log in " + RunCommand.shown(beside)
                            + "; give the same command again to continue; finished work is not repeated");
        }
        return merge(tenon, plan, options, out, scope);
    }

    private static boolean launch(Part<?> part, LaunchScope scope) throws InterruptedException {
        Launcher<?> launcher = (Launcher<?>) part.service();
        InterruptedException[] interrupted = new InterruptedException[1];
        boolean waited = PluginException.guard("launcher " + part.type(), part.service(), () -> {
            try {
                return launch(launcher, scope, part.settings());
            } catch (InterruptedException e) {
                interrupted[0] = e;
                return false;
            }
        });
        if (interrupted[0] != null) {
            throw interrupted[0];
        }
        return waited;
    }

    private static <S extends Record> boolean launch(Launcher<S> launcher, LaunchScope scope, Record settings)
            throws InterruptedException {
        return launcher.launch(scope, launcher.settings().cast(settings));
    }

    private int merge(TenonCommand tenon, Plan plan, RunOptions options, OutOption out, Scope scope) {
        List<UnfinishedRun> shards = new ArrayList<>();
        try {
            for (int shard = 1; shard <= scope.shards(); shard++) {
                shards.add(UnfinishedRun.of(scope.run(shard)));
            }
            return running.run(
                    tenon,
                    plan,
                    options,
                    new MergedRun(out, MergedTrials.of(shards, plan), plan, services),
                    trial -> true,
                    List.of());
        } finally {
            shards.forEach(UnfinishedRun::close);
        }
    }

    /** What a shard is to be told of what was typed: all but who launches, and where the whole goes. */
    private static List<String> arguments(List<String> typed) {
        List<String> kept = new ArrayList<>();
        List<String> own = List.of("--launcher", "--shards", "--attempts", "--out");
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            if (own.contains(word)) {
                i++; // Its value comes next.
            } else if (!word.equals("--dry-run") && own.stream().noneMatch(option -> word.startsWith(option + "="))) {
                kept.add(word);
            }
        }
        return kept;
    }

    /** The shards of a run. */
    private final class Scope implements LaunchScope {

        private final Plan plan;
        private final Path folder;
        private final int shards;
        private final LaunchOptions how;
        private final List<String> arguments;
        private final Map<Integer, Set<Integer>> wanted = new HashMap<>();

        Scope(Plan plan, Path folder, int shards, LaunchOptions how, List<String> arguments) {
            this.plan = plan;
            this.folder = folder;
            this.shards = shards;
            this.how = how;
            this.arguments = arguments;
        }

        /** Writes the script of a shard; a launch that was cut off left the same. */
        void prepare() {
            StringBuilder text = new StringBuilder("#!/bin/sh\n# A shard of a run: sh ")
                    .append(script().getFileName())
                    .append(" NUMBER, from 1 to ")
                    .append(shards)
                    .append("\ncd ")
                    .append(quoted(Path.of("").toAbsolutePath().toString()))
                    .append(" && exec");
            List<String> words = new ArrayList<>(FreshProcess.command());
            words.addAll(arguments);
            words.forEach(word -> text.append(' ').append(quoted(word)));
            text.append(" --shard \"$1/")
                    .append(shards)
                    .append("\" --out ")
                    .append(quoted(folder.resolve("shard-").toString()))
                    .append("\"$1\" --or-resume\n");
            try {
                Files.createDirectories(folder);
                if (Files.exists(script()) && !Files.readString(script()).equals(text.toString())) {
                    throw new BundleException(
                            folder + ": has the shards of another run, or of this one with other options or"
                                    + " another build; name another --out, or remove it");
                }
                Files.writeString(script(), text.toString());
            } catch (IOException e) {
                throw new BundleException(folder + ": cannot be written: " + e.getMessage(), e);
            }
        }

        private static String quoted(String word) {
            return "'" + word.replace("'", "'\\''") + "'";
        }

        Path run(int shard) {
            return folder.resolve("shard-" + shard);
        }

        @Override
        public String name() {
            String name =
                    "tenon-" + plan.first().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            return name.substring(0, Math.min(LONGEST_NAME, name.length())).replaceAll("-+$", "");
        }

        @Override
        public int shards() {
            return shards;
        }

        /** By way of the script, which goes to the folder where this process was started. */
        @Override
        public List<String> command(int shard) {
            return List.of("sh", script().toString(), Integer.toString(shard));
        }

        @Override
        public Path script() {
            return folder.resolve("shard.sh");
        }

        @Override
        public Path folder() {
            return folder;
        }

        @Override
        public int attempts() {
            return how.attempts();
        }

        @Override
        public boolean dryRun() {
            return how.dryRun();
        }

        @Override
        public boolean done(int shard) {
            return RunFolder.ended(run(shard))
                    .containsAll(wanted.computeIfAbsent(shard, key -> SelectionOptions.shard(plan, shard, shards)));
        }

        @Override
        public void say(String line) {
            console.note(line);
        }
    }
}
