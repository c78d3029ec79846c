package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.experiments.bench.BenchJson;
import dev.tenon.experiments.bench.ExperimentBench;
import dev.tenon.experiments.bench.ExperimentSpeed;
import dev.tenon.experiments.bench.Mode;
import dev.tenon.experiments.bench.NetResult;
import dev.tenon.experiments.bench.NetTask;
import dev.tenon.experiments.bench.OpBench;
import dev.tenon.experiments.bench.OpCase;
import dev.tenon.experiments.bench.OpCases;
import dev.tenon.experiments.bench.OpResult;
import dev.tenon.experiments.bench.Pace;
import dev.tenon.experiments.bench.TrialBench;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.ArchitectureReader;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.Machine;
import dev.tenon.experiments.report.GrowthReport;
import dev.tenon.experiments.run.ExperimentRunner;
import dev.tenon.experiments.run.WeightReader;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.spec.Architecture;
import dev.tenon.experiments.stats.Growth;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
            "Measures the speed of training and inference on this machine.",
            "",
            "A training step is a forward pass, softmax cross-entropy, a backward pass, an update with momentum, and "
                    + "reading",
            "the loss, on one random minibatch. Multiply-adds of convolutions and dense layers count as two "
                    + "operations, padding",
            "included; training counts three times the forward pass. The peak is measured right afterwards, with",
            "independent multiply-adds. Each network is measured in its own process.",
            "",
            "The built-in networks are ten, lenet, vgg8, resnet20 and tiny. By default all are trained, and lenet is also",
            "measured for inference at batch sizes 1 and 256.",
            "",
            "An experiment is run once, with its statistics and reports, and nothing is written: how many trials a second, "
                    + "how",
            "much of the peak over the whole time, and where the time goes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon bench",
            "  tenon bench ten lenet --threads 1,2",
            "  tenon bench mine.yaml --mode infer --batch 1,16,256",
            "  tenon bench lenet --warm 0.5 --windows 3 --window 0.2 --json",
            "  tenon bench --ops conv2d --threads 1",
            "  tenon bench ten-from-one-and-zero --set design.seeds=4",
            "  tenon bench --grow --plot growth.html"
        })
final class BenchCommand implements Callable<Integer> {

    private static final List<String> REFERENCE = List.of("ten", "lenet", "vgg8", "resnet20", "tiny");
    private static final String APPLIED = "lenet";
    private static final List<Integer> APPLIED_BATCHES = List.of(1, 256);
    private static final Pace NETWORKS = new Pace(3, 5, 1).untilSettled();
    private static final Pace OPS = new Pace(0.3, 5, 0.1);
    private static final Pace GROWTH = new Pace(3, 5, 0.2).untilSettled();
    private static final String GROWING = "ten";
    private static final Pattern EXTENT = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

    @Parameters(
            paramLabel = "ARCHITECTURE|EXPERIMENT",
            arity = "0..*",
            description = "An architecture file, the name of a built-in network, or an experiment file or its name.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = "--mode",
            paramLabel = "train|infer",
            description = "What to measure: training or inference (default: train).")
    private @Nullable Mode mode;

    @Option(names = "--batch", paramLabel = "N,…", split = ",", description = "Batch size (default: the file's).")
    private List<Integer> batches = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N,…",
            split = ",",
            description = "Number of threads (default: all cores).")
    private List<Integer> threads = new ArrayList<>();

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Backend to run on (default: ${DEFAULT-VALUE}).",
            defaultValue = "cpu")
    private String backend = "cpu";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a setting of an experiment file. Repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--image", paramLabel = "HEIGHTxWIDTH", description = "Image size (default: the file's).")
    private @Nullable String image;

    @Option(
            names = "--ops",
            description = {
                "Measure single ops instead of networks; arguments are then words, such as conv2d,",
                "that op names contain."
            })
    private boolean ops;

    @Option(
            names = "--grow",
            description = {
                "Measure how cost grows with batch size, image size and threads for networks (default: ten),",
                "and with the number of trials for an experiment."
            })
    private boolean grow;

    @Option(names = "--plot", paramLabel = "FILE", description = "With --grow: write charts to an HTML page.")
    private @Nullable Path plot;

    @Option(
            names = "--warm",
            paramLabel = "S",
            description = {
                "Warm-up time in seconds (default: 0.3 with --ops, otherwise 3 and then until it no longer gets",
                "faster, up to five times as long)."
            })
    private @Nullable Double warm;

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "Number of timing windows; the median is reported (default: 5).")
    private @Nullable Integer windows;

    @Option(
            names = "--window",
            paramLabel = "S",
            description = "Length of a timing window in seconds (default: 1; 0.2 with --grow, 0.1 with --ops).")
    private @Nullable Double window;

    @Option(names = "--json", description = "Print the results as JSON.")
    private boolean json;

    @Option(
            names = "--here",
            description =
                    "Measure everything in this process, for use with a profiler; earlier measurements then affect later ones.")
    private boolean here;

    @ParentCommand
    private TenonCommand tenon = new TenonCommand();

    @Inject
    private Console console;

    @Inject
    private Catalog catalog;

    @Inject
    private Services services;

    @Inject
    private PlanReader reader;

    @Inject
    private ExperimentRunner runner;

    @Inject
    private WeightReader weights;

    @Inject
    private Reporter reporter;

    @Override
    public Integer call() {
        positive("--batch", batches);
        positive("--threads", threads);
        Backend chosen = backend();
        if (ops && grow) {
            throw new UsageException("--ops and --grow are two measurements; remove one");
        }
        if (plot != null && !grow) {
            throw new UsageException("--plot draws what --grow measures; add --grow");
        }
        List<String> experiments =
                ops ? List.of() : given.stream().filter(this::isExperiment).toList();
        if (experiments.isEmpty() && !settings.isEmpty()) {
            throw new UsageException("--set overrides settings of an experiment; name one, or remove it");
        }
        if (ops) {
            ops(chosen);
        } else if (!experiments.isEmpty()) {
            experiment(chosen, experiments.getFirst());
        } else if (grow) {
            growth(chosen);
        } else {
            networks(chosen);
        }
        return Exit.OK;
    }

    private void networks(Backend chosen) {
        Pace pace = pace(NETWORKS);
        NetJobs jobs = new NetJobs(chosen, pace, apart());
        for (String name : given.isEmpty() ? REFERENCE : given) {
            add(jobs, name, mode == null ? Mode.TRAIN : mode, batches);
        }
        if (given.isEmpty() && mode == null && batches.isEmpty()) {
            add(jobs, APPLIED, Mode.INFER, APPLIED_BATCHES);
        }
        List<NetResult> results = jobs.run(jobs.count() > 1 ? this::progress : line -> {});
        print(results, BenchTable.lines(results));
    }

    private void add(NetJobs jobs, String name, Mode how, List<Integer> sizes) {
        Path file = catalog.networks().resolve(name);
        Architecture net = network(file);
        for (int size : sizes.isEmpty() ? List.of(net.batch()) : sizes) {
            for (int count : threads()) {
                jobs.add(file, new NetTask(net, how, size, count));
            }
        }
    }

    private Architecture network(Path file) {
        Architecture net = new ArchitectureReader(services).read(file);
        if (image == null) {
            return net;
        }
        Matcher extent = EXTENT.matcher(image);
        if (!extent.matches()) {
            throw new UsageException(
                    "--image takes a height and a width in pixels, such as 28x56, not \"" + image + "\"");
        }
        return net.withImage(Integer.parseInt(extent.group(1)), Integer.parseInt(extent.group(2)));
    }

    private boolean isExperiment(String name) {
        Path path = Path.of(name);
        if (!Files.isRegularFile(path)) {
            return !catalog.networks().names().contains(name) && catalog.names().contains(name);
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.anyMatch(line -> line.startsWith("experiment:"));
        } catch (IOException | UncheckedIOException e) {
            return false; // Who reads it as a network says what is wrong.
        }
    }

    private void experiment(Backend chosen, String name) {
        boolean others = mode != null || !batches.isEmpty() || image != null || warm != null || windows != null;
        if (given.size() > 1 || threads.size() > 1 || grow || others || window != null) {
            throw new UsageException(
                    "an experiment is measured alone, once, as its file says; of other options it takes"
                            + " --set, --threads N, --backend and --json");
        }
        Path file = catalog.resolve(name);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        ExperimentSpeed speed = new ExperimentBench(services, weights, reporter, chosen)
                .measure(reader.read(file, settings), threads().getFirst(), folder, true);
        print(List.of(speed), BenchTable.lines(speed));
    }

    private void growth(Backend chosen) {
        if (!batches.isEmpty() || image != null || threads.size() > 1) {
            throw new UsageException("--grow chooses batches, images and threads itself, up to --threads N; remove"
                    + " --batch, --image and other --threads");
        }
        if (plot != null && Files.exists(plot)) {
            throw new UsageException(plot + " exists already; name another file");
        }
        GrowthJobs jobs = new GrowthJobs(
                chosen, mode == null ? Mode.TRAIN : mode, threads().getFirst(), pace(GROWTH), apart(), this::progress);
        List<Growth> growths = new ArrayList<>();
        for (String name : given.isEmpty() ? List.of(GROWING) : given) {
            Path file = catalog.networks().resolve(name);
            growths.addAll(jobs.network(file, network(file)));
        }
        growths.add(jobs.trials(new TrialBench(reader, runner)));
        print(growths, GrowthJobs.lines(growths));
        if (plot != null) {
            draw(plot, GrowthReport.html(device(chosen), growths));
        }
    }

    private String device(Backend chosen) {
        try (Engine engine = Engine.of(chosen, new EngineOptions(threads().getFirst()))) {
            return engine.device();
        }
    }

    private static void draw(Path file, String page) {
        try {
            Files.writeString(file, page, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be written: " + e.getMessage());
        }
    }

    private void ops(Backend chosen) {
        if (mode != null || !batches.isEmpty() || image != null) {
            throw new UsageException("--ops measures ops in fixed shapes; remove --mode, --batch and --image");
        }
        Pace pace = pace(OPS);
        List<OpCase> cases = OpCases.all().stream()
                .filter(one -> given.isEmpty() || given.stream().anyMatch(one.name()::contains))
                .toList();
        if (cases.isEmpty()) {
            List<String> kinds =
                    OpCases.all().stream().map(OpCase::kind).distinct().toList();
            throw new UsageException(
                    "no op is called \"" + String.join("\", \"", given) + "\"; there are: " + String.join(", ", kinds));
        }
        List<OpResult> results = new ArrayList<>();
        for (int count : threads()) {
            results.addAll(new OpBench(chosen).measure(cases, count, pace, one -> progress(one.name())));
        }
        print(results, OpTable.lines(results));
    }

    /** What the processes that measure are told besides; nothing if this one measures. */
    private Optional<List<String>> apart() {
        return here ? Optional.empty() : Optional.of(tenon.pluginOptions());
    }

    private void progress(String line) {
        if (!tenon.quiet()) {
            console.note(line + "…");
        }
    }

    private void print(List<?> results, List<String> lines) {
        if (json) {
            console.out().println(BenchJson.text(results));
        } else {
            lines.forEach(console.out()::println);
            console.out().println("machine: " + Machine.here().line());
        }
    }

    private List<Integer> threads() {
        return threads.isEmpty() ? List.of(Runtime.getRuntime().availableProcessors()) : threads;
    }

    /** What was asked for, and for the rest what is usual. */
    private Pace pace(Pace usual) {
        try {
            return new Pace(
                    warm == null ? usual.warmSeconds() : warm,
                    warm == null ? usual.settleSeconds() : 0,
                    windows == null ? usual.windows() : windows,
                    window == null ? usual.windowSeconds() : window);
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
                        "backend " + backend + " is not available here: " + no.reason() + "; " + no.remedy());
        };
    }

    private static void positive(String option, List<Integer> values) {
        for (int value : values) {
            if (value < 1) {
                throw new UsageException(option + " is at least 1, not " + value);
            }
        }
    }
}
