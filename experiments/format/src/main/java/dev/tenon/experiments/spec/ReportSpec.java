package dev.tenon.experiments.spec;

import dev.tenon.api.report.ReportSection;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import java.util.List;
import java.util.Optional;

/** What the report draws. */
@Describe("What the report shows.")
public record ReportSpec(
        @Describe("number of test images whose feature maps are shown, for each arm")
        @Default("6")
        @Range(min = 0, max = 64)
        int images,

        @Describe("further sections, such as [seed-by-seed]; `tenon plugins` lists them")
        Optional<List<Part<ReportSection<?>>>> sections) {

    /** A report without further sections. */
    public ReportSpec(int images) {
        this(images, Optional.empty());
    }
}
