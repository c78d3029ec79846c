package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.experiments.bench.BenchJson;
import dev.tenon.experiments.bench.Mode;
import dev.tenon.experiments.bench.NetBench;
import dev.tenon.experiments.bench.NetResult;
import dev.tenon.experiments.bench.NetTask;
import dev.tenon.experiments.bench.Pace;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.Architecture;
import dev.tenon.experiments.spec.ArchitectureReader;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tenon bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how fast networks are trained and applied on this machine.",
            "",
            "A step of training is forward, softmax cross-entropy, backward, gradient descent with momentum, and the loss read",
            "back, on one made-up minibatch. Multiply-adds of convolutions and dense layers count as two operations, padding",
            "included, and three times a forward pass's for training. The peak is measured right afterwards, with",
            "multiply-adds that depend on nothing. Each network is measured in a process of its own.",
            "",
            "The networks that ship are ten, lenet, vgg8, resnet20 and tiny. Without any, all are trained, and lenet is",
            "applied to 1 and to 256 images at a time."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon bench",
            "  tenon bench ten lenet --threads 1,2",
            "  tenon bench mine.yaml --mode infer --batch 1,16,256",
            "  tenon bench lenet --warm 0.5 --windows 3 --window 0.2 --json"
        })
final class BenchCommand implements Callable<Integer> {

    private static final List<String> REFERENCE = List.of("ten", "lenet", "vgg8", "resnet20", "tiny");
    private static final String APPLIED = "lenet";
    private static final List<Integer> APPLIED_BATCHES = List.of(1, 256);

    @Parameters(
            paramLabel = "ARCHITECTURE",
            arity = "0..*",
            description = "An architecture file, or the name of a network that ships.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = "--mode",
            paramLabel = "train|infer",
            description = "Whether networks are trained or only applied; train without it.")
    private @Nullable Mode mode;

    @Option(
            names = "--batch",
            paramLabel = "N,…",
            split = ",",
            description = "Images at a time; without it what the file says.")
    private List<Integer> batches = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N,…",
            split = ",",
            description = "Processor threads; all cores without it.")
    private List<Integer> threads = new ArrayList<>();

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "What computes; ${DEFAULT-VALUE} without it.",
            defaultValue = "cpu")
    private String backend = "cpu";

    @Option(
            names = "--warm",
            paramLabel = "S",
            description = "Seconds to run before anything counts; ${DEFAULT-VALUE} without it.",
            defaultValue = "3")
    private double warm = 3;

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "How often it is timed; the median is shown. ${DEFAULT-VALUE} without it.",
            defaultValue = "5")
    private int windows = 5;

    @Option(
            names = "--window",
            paramLabel = "S",
            description = "Seconds that each of those lasts; ${DEFAULT-VALUE} without it.",
            defaultValue = "1")
    private double window = 1;

    @Option(names = "--json", description = "Print the results as JSON.")
    private boolean json;

    @Option(
            names = "--here",
            description = "Measure all in this process, as for a profiler: what was measured before then counts too.")
    private boolean here;

    @ParentCommand
    private TenonCommand tenon = new TenonCommand();

    @Inject
    private Console console;

    @Inject
    private Catalog catalog;

    @Inject
    private Services services;

    @Override
    public Integer call() {
        Pace pace = pace();
        Backend chosen = backend();
        List<Job> jobs = jobs();
        List<NetResult> results = new ArrayList<>();
        for (Job job : jobs) {
            if (!tenon.quiet() && jobs.size() > 1) {
                console.note(BenchTable.name(job.task()) + "…");
            }
            results.add(here ? inThisProcess(chosen, job, pace, jobs.size() == 1) : inAnother(job, pace));
        }
        if (json) {
            console.out().println(BenchJson.text(results));
        } else {
            BenchTable.lines(results).forEach(console.out()::println);
        }
        return Exit.OK;
    }

    /** A task and the file it is from. */
    private record Job(Path file, NetTask task) {}

    private Pace pace() {
        try {
            return new Pace(warm, windows, window);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Backend backend() {
        Backend found = services.backend(backend)
                .orElseThrow(() -> new UsageException(services.missing(Kind.BACKEND, backend)));
        return switch (found.probe()) {
            case Availability.Ready ready -> found;
            case Availability.Unavailable no ->
                throw new UsageException(
                        "backend " + backend + " cannot run here: " + no.reason() + "; " + no.remedy());
        };
    }

    private List<Job> jobs() {
        positive("--batch", batches);
        positive("--threads", threads);
        List<Job> jobs = new ArrayList<>();
        for (String name : given.isEmpty() ? REFERENCE : given) {
            add(jobs, name, mode == null ? Mode.TRAIN : mode, batches);
        }
        if (given.isEmpty() && mode == null && batches.isEmpty()) {
            add(jobs, APPLIED, Mode.INFER, APPLIED_BATCHES);
        }
        return jobs;
    }

    private void add(List<Job> jobs, String name, Mode how, List<Integer> sizes) {
        Path file = catalog.networks().resolve(name);
        Architecture net = new ArchitectureReader(services).read(file);
        List<Integer> counts = threads.isEmpty() ? List.of(Runtime.getRuntime().availableProcessors()) : threads;
        for (int size : sizes.isEmpty() ? List.of(net.batch()) : sizes) {
            for (int count : counts) {
                jobs.add(new Job(file, new NetTask(net, how, size, count)));
            }
        }
    }

    private static void positive(String option, List<Integer> values) {
        for (int value : values) {
            if (value < 1) {
                throw new UsageException(option + " is at least 1, not " + value);
            }
        }
    }

    private static NetResult inThisProcess(Backend backend, Job job, Pace pace, boolean alone) {
        try {
            return new NetBench(backend).measure(job.task(), pace, alone);
        } catch (IllegalArgumentException e) {
            throw new UsageException(job.file() + ": " + e.getMessage());
        }
    }

    private NetResult inAnother(Job job, Pace pace) {
        NetTask task = job.task();
        String out = FreshProcess.run(List.of(
                "bench",
                job.file().toString(),
                "--mode",
                task.mode().name().toLowerCase(Locale.ROOT),
                "--batch",
                Integer.toString(task.batch()),
                "--threads",
                Integer.toString(task.threads()),
                "--backend",
                backend,
                "--warm",
                Double.toString(pace.warmSeconds()),
                "--windows",
                Integer.toString(pace.windows()),
                "--window",
                Double.toString(pace.windowSeconds()),
                "--here",
                "--json"));
        return BenchJson.nets(out).getFirst();
    }
}
