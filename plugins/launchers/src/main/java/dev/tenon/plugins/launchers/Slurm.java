package dev.tenon.plugins.launchers;

import dev.tenon.api.launch.LaunchException;
import dev.tenon.api.launch.LaunchScope;
import dev.tenon.api.launch.Launcher;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An array job of <a href="https://slurm.schedmd.com/job_array.html">Slurm</a>, a task for each shard. What counts is the shard's
 * folder, not what Slurm says of a job: tasks that were preempted, ran out of time or lost their node are submitted again.
 */
@Type("slurm")
@Describe("Computes shards as a Slurm array job.")
public final class Slurm implements Launcher<Slurm.Settings> {

    private static final String REMEDY = "run Tenon on a machine that submits jobs to Slurm, or see --dry-run";

    /** How often in a row squeue may fail before that is believed: a controller that is busy or restarted answers later. */
    private static final int PATIENCE = 20;

    /** What sbatch says with --parsable: the job's number, and the cluster's name where there are several. */
    private static final Pattern JOB = Pattern.compile("(\\d+)(;\\S+)?");

    /** What the job asks for. */
    public record Settings(
            @Describe("the partition (default: Slurm's)") Optional<String> partition,

            @Describe("time limit of a task, such as 2:00:00 (default: the partition's)")
            Optional<String> time,

            @Describe("processors of a task") @Default("1") @Range(min = 1)
            int cpus,

            @Describe("memory of a task, such as 4G (default: the partition's)")
            Optional<String> memory,

            @Describe("largest number of tasks at a time (default: all)") @Range(min = 1)
            Optional<Integer> atOnce,

            @Describe("further options for sbatch, such as [--account=lab, --gres=gpu:1]") @Default("[]")
            List<String> options,

            @Describe("seconds between two queries of the queue") @Default("15") @Range(min = 1)
            int poll) {

        public Settings {
            for (String option : options) {
                if (!option.startsWith("-") || option.contains("\n")) {
                    throw new IllegalArgumentException(
                            "options are those of sbatch, such as --account=lab, not \"" + option + "\"");
                }
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean launch(LaunchScope scope, Settings settings) throws InterruptedException {
        Path script = scope.folder().resolve("job.sh");
        BatchCommands.write(script, script(scope, settings));
        List<Integer> missing = missing(scope);
        if (scope.dryRun()) {
            scope.say(
                    "wrote " + script + "; submit it with: " + String.join(" ", submission(script, missing, settings)));
            return false;
        }
        Map<Integer, Integer> submitted = new HashMap<>();
        while (!missing.isEmpty()) {
            missing.forEach(shard -> submitted.merge(shard, 1, Integer::sum));
            String job = submit(script, missing, settings);
            scope.say("submitted job " + job + ", " + tasks(missing.size()) + ": squeue --jobs=" + job);
            try {
                await(job, settings);
            } catch (InterruptedException e) {
                cancel(job);
                throw e;
            }
            missing = missing(scope);
            if (!missing.isEmpty()) {
                List<Integer> again = missing.stream()
                        .filter(shard -> submitted.getOrDefault(shard, 0) < scope.attempts())
                        .toList();
                scope.say(tasks(missing.size()) + " of job " + job + " ended before their trials had ("
                        + scope.folder().resolve("shard-" + missing.getFirst() + ".log") + "); "
                        + (again.isEmpty() ? "given up" : tasks(again.size()) + " submitted again"));
                missing = again;
            }
        }
        return true;
    }

    private static String tasks(int count) {
        return count + (count == 1 ? " task" : " tasks");
    }

    private static List<Integer> missing(LaunchScope scope) {
        return IntStream.rangeClosed(1, scope.shards())
                .filter(shard -> !scope.done(shard))
                .boxed()
                .toList();
    }

    static String script(LaunchScope scope, Settings settings) {
        List<String> options = new ArrayList<>();
        options.add("--job-name=" + scope.name());
        options.add("--output=" + scope.folder().resolve("shard-%a.log"));
        options.add("--open-mode=append");
        options.add("--cpus-per-task=" + settings.cpus());
        settings.partition().ifPresent(value -> options.add("--partition=" + value));
        settings.time().ifPresent(value -> options.add("--time=" + value));
        settings.memory().ifPresent(value -> options.add("--mem=" + value));
        options.addAll(settings.options());
        StringBuilder text = new StringBuilder("#!/bin/sh\n");
        options.forEach(option -> text.append("#SBATCH ").append(option).append('\n'));
        // A JVM looks at the machine's processors where Slurm confines a task by other means than a control group.
        return text.append("JDK_JAVA_OPTIONS=\"${JDK_JAVA_OPTIONS:-} -XX:ActiveProcessorCount=")
                .append(settings.cpus())
                .append("\"\nexport JDK_JAVA_OPTIONS\nexec sh ")
                .append(BatchCommands.quoted(scope.script().toString()))
                .append(" \"$SLURM_ARRAY_TASK_ID\"\n")
                .toString();
    }

    private static List<String> submission(Path script, List<Integer> shards, Settings settings) {
        return List.of(
                "sbatch",
                "--parsable",
                "--array=" + ranges(shards)
                        + settings.atOnce().map(count -> "%" + count).orElse(""),
                script.toString());
    }

    /** Runs of numbers, as {@code 1-3,7}. */
    static String ranges(List<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        for (int from = 0, to; from < numbers.size(); from = to) {
            to = from + 1;
            while (to < numbers.size() && numbers.get(to) == numbers.get(to - 1) + 1) {
                to++;
            }
            ranges.add(to == from + 1 ? "" + numbers.get(from) : numbers.get(from) + "-" + numbers.get(to - 1));
        }
        return String.join(",", ranges);
    }

    private static String submit(Path script, List<Integer> shards, Settings settings) throws InterruptedException {
        BatchCommands.Said said = BatchCommands.run(submission(script, shards, settings), REMEDY);
        var job = JOB.matcher(said.out().strip());
        if (said.code() != 0 || !job.matches()) {
            throw new LaunchException("sbatch refused the job: " + said.why() + "; see " + script);
        }
        return job.group(1);
    }

    /** Waits until no task of a job is in the queue. */
    private static void await(String job, Settings settings) throws InterruptedException {
        int failures = 0;
        while (true) {
            Thread.sleep(Duration.ofSeconds(settings.poll()));
            BatchCommands.Said said =
                    BatchCommands.run(List.of("squeue", "--noheader", "--format=%i", "--jobs=" + job), REMEDY);
            // Of a job that ended a while ago squeue knows nothing, and says so as an error.
            if (said.code() == 0 ? said.out().isBlank() : said.err().contains("Invalid job id")) {
                return;
            }
            failures = said.code() == 0 ? 0 : failures + 1;
            if (failures == PATIENCE) {
                throw new LaunchException("squeue does not respond: " + said.why() + "; job " + job
                        + " may still be running; give the same command again when it has ended");
            }
        }
    }

    private static void cancel(String job) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        BatchCommands.run(List.of("scancel", job), REMEDY);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
