package dev.tenon.experiments;

import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.run.TrialRecord;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads the weights and scores of a run's trials one trial at a time, when they are asked for. */
final class SavedTensors implements IntFunction<TrialRecord> {

    private final RunReader reader;
    private RunReader.@Nullable OneByOne trials;

    private SavedTensors(RunReader reader) {
        this.reader = reader;
    }

    /** Of a run folder. */
    static IntFunction<TrialRecord> of(Path folder) {
        if (RunFolder.isUnfinished(folder)) {
            return _ -> {
                throw new BundleException(folder
                        + ": is an unfinished run; its weights can be read once it is finished, see `tenon resume`");
            };
        }
        return new SavedTensors(RunReader.open(folder));
    }

    @Override
    public synchronized TrialRecord apply(int number) {
        RunReader.OneByOne open = trials;
        if (open == null) {
            open = reader.oneByOne();
            trials = open;
        }
        return open.trial(number);
    }
}
