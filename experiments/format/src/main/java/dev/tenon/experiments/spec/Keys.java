package dev.tenon.experiments.spec;

import dev.tenon.experiments.settings.Setting;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of a file that belong to no settings record, and what a name may be. */
public final class Keys {

    public static final List<String> TOP = List.of(
            "experiment", "question", "data", "defaults", "arms", "tune", "analyses", "design", "compare", "report");
    public static final List<String> DEFAULTS = List.of("data", "train");
    public static final List<String> ARM =
            List.of("like", "inputs", "layers", "stages", "data", "train", "tune", "set");
    public static final List<String> STAGE = List.of("id", "data", "inputs", "layers", "train");
    public static final List<String> LAYER = List.of("id", "inputs", "frozen", "weights", "use");
    /** What a layer has when names are given and blocks written out. */
    public static final List<String> LAYER_READ = List.of("id", "inputs", "frozen", "weights", "use", "again");

    public static final List<String> BLOCK = List.of("id", "inputs", "layers", "repeat");
    public static final List<String> AGAIN = List.of("id", "inputs", "again");
    public static final List<String> RUN = List.of("run", "trial", "layer");
    public static final List<String> FILE = List.of("file", "map", "layout", "flattened");
    /** What every analysis has beside its settings. */
    public static final List<String> ANALYSIS = List.of("name", "arms");

    public static final List<String> TRAIN = Setting.keys(TrainSpec.class);

    /** Names become parts of paths, on any system. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Keys() {}

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Records a mistake if a text cannot be a name. */
    public static boolean checkName(Node.Scalar name, String what, Problems problems) {
        if (!isName(name.text())) {
            problems.add(
                    name.mark(),
                    "\"" + Scalars.shortened(name.text()) + "\" cannot name " + what
                            + ": a name is 1 to 64 letters, digits, `-` and `_`");
            return false;
        }
        return true;
    }
}
