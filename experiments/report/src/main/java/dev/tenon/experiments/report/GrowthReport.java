package dev.tenon.experiments.report;

import dev.tenon.experiments.report.templates.JtegrowthGenerated;
import dev.tenon.experiments.report.view.GrowthView;
import dev.tenon.experiments.stats.Growth;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;

/** The page on how costs grow: one file without anything from elsewhere. */
public final class GrowthReport {

    private GrowthReport() {}

    /**
     * The page as HTML.
     *
     * @param device what was measured, for people
     */
    public static String html(String device, List<Growth> growths) {
        StringOutput text = new StringOutput(1 << 16);
        JtegrowthGenerated.render(
                new OwaspHtmlTemplateOutput(text), new Report.NoInterceptor(), GrowthView.of(device, growths));
        return text.toString();
    }
}
