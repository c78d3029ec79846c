package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.MergedTrials;
import dev.tenon.experiments.record.UnfinishedRun;
import dev.tenon.experiments.spec.Plan;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tenon merge}. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Merges run folders written by `tenon run --shard` or --only into one run.",
            "",
            "The result is byte for byte that of a run on one machine. All folders must come from the same "
                    + "experiment, data and",
            "code, which must be present here too, and must together hold all trials. They are not changed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon merge shard-1 shard-2 shard-3 --out runs/whole"})
final class MergeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Unfinished run folders.")
    private List<Path> runs = new ArrayList<>();

    @Mixin
    private OutOption out = new OutOption();

    @Mixin
    private DataFolderOption folder = new DataFolderOption();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @ParentCommand
    private TenonCommand tenon = new TenonCommand();

    @Inject
    private PlanReader reader;

    @Inject
    private Services services;

    @Inject
    private FolderRunner running;

    @Override
    public Integer call() {
        compute.check();
        out.check();
        List<UnfinishedRun> shards = new ArrayList<>();
        try {
            for (Path run : runs) {
                shards.add(UnfinishedRun.of(run));
            }
            UnfinishedRun first = shards.getFirst();
            Plan plan = first.plan(reader);
            return running.run(
                    tenon,
                    plan,
                    compute.options(folder.or(first.beginning().folder())),
                    new MergedRun(out, MergedTrials.of(shards, plan), plan, services),
                    trial -> true,
                    List.of());
        } finally {
            shards.forEach(UnfinishedRun::close);
        }
    }
}
