package dev.tenon.experiments.spec;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.settings.SettingSearch;
import dev.tenon.experiments.yaml.Mark;
import java.util.List;

/**
 * A data set of an experiment.
 *
 * @param name by which arms and other data sets refer to it
 * @param dataset the service and its settings
 * @param mark where it is written
 */
public record DataSpec(String name, Part<Dataset<?>> dataset, Mark mark) {

    /** The names of the data sets that it is built on. */
    public List<String> builtOn() {
        return SettingSearch.settings(dataset.settings(), DatasetName.class).stream()
                .map(DatasetName::name)
                .toList();
    }
}
