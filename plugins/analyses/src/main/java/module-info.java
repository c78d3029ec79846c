import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.report.ReportSection;

/** First-party analyses of trained networks. */
@org.jspecify.annotations.NullMarked
module dev.tenon.plugins.analyses {
    requires dev.tenon.api;
    requires ojalgo;
    requires static org.jspecify;

    // Open, not exported: everything here is found by its service; only settings records are made by reflection.
    opens dev.tenon.plugins.analyses;

    provides Analysis with
            dev.tenon.plugins.analyses.ActivationMaximisation,
            dev.tenon.plugins.analyses.FreeResponse,
            dev.tenon.plugins.analyses.InputVolumes,
            dev.tenon.plugins.analyses.Invariance,
            dev.tenon.plugins.analyses.KnockOut,
            dev.tenon.plugins.analyses.Lineage,
            dev.tenon.plugins.analyses.Similarity,
            dev.tenon.plugins.analyses.TopPatches,
            dev.tenon.plugins.analyses.UnitPartAlignment;
    provides ReportSection with
            dev.tenon.plugins.analyses.SeedBySeed;
}
