package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/** What the report draws. */
@Describe("What the report shows.")
public record ReportSpec(
        @Describe("number of test images whose feature maps are shown, for each arm")
        @Default("6")
        @Range(min = 0, max = 64)
        int images) {}
