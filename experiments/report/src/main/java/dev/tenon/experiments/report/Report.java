package dev.tenon.experiments.report;

import dev.tenon.experiments.report.templates.JtepageGenerated;
import dev.tenon.experiments.report.view.Page;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.Comparison;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;

/**
 * The page of an experiment: one file without anything from elsewhere, readable without scripts. It holds no time, host or
 * path, and one result gives the same page everywhere.
 */
public final class Report {

    private Report() {}

    /** The page as HTML that is also well-formed XML. */
    public static String html(ExperimentResult result, Comparison comparison) {
        StringOutput text = new StringOutput(1 << 20);
        JtepageGenerated.render(new OwaspHtmlTemplateOutput(text), new NoInterceptor(), Page.of(result, comparison));
        return visible(text.toString());
    }

    /** Without characters that no one sees and that could turn the direction of the text around them. */
    private static String visible(String page) {
        StringBuilder text = new StringBuilder(page.length());
        page.codePoints()
                .map(c -> c != '\n' && c != '\t' && (Character.isISOControl(c) || turns(c)) ? 0xfffd : c)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static boolean turns(int c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }

    /** Tags are written as the templates have them. */
    static final class NoInterceptor implements HtmlInterceptor {
        @Override
        public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {}
    }
}
