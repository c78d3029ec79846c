package dev.tenon.plugins.analyses;

import dev.tenon.api.data.Examples;
import dev.tenon.testkit.AnalysisContract;
import dev.tenon.testkit.TestLayer;
import java.util.List;

/** The contract of an analysis, on the network of {@link Blocks}. */
abstract class BlocksContract extends AnalysisContract {

    @Override
    protected Examples examples() {
        return Blocks.examples();
    }

    @Override
    protected List<TestLayer> layers() {
        return Blocks.layers();
    }
}
