package dev.tenon.experiments.report;

import dev.tenon.experiments.report.templates.JtelookGenerated;
import dev.tenon.experiments.report.templates.JtepageGenerated;
import dev.tenon.experiments.report.templates.JtestyleGenerated;
import dev.tenon.experiments.report.view.LookPage;
import dev.tenon.experiments.report.view.Page;
import dev.tenon.experiments.report.view.TableView;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ExperimentComparison;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The page of an experiment: one file without anything from elsewhere, readable without scripts. It holds no time, host or
 * path, and one result gives the same page everywhere.
 */
public final class Report {

    private Report() {}

    /** The page as HTML that is also well-formed XML. */
    public static String html(ExperimentResult result, ExperimentComparison comparison) {
        StringOutput text = new StringOutput(1 << 20);
        JtepageGenerated.render(new OwaspHtmlTemplateOutput(text), new NoInterceptor(), Page.of(result, comparison));
        return visible(text.toString());
    }

    /** What the networks of an experiment are like inside, as a page of the same kind. */
    public static String look(ExperimentResult result, ExperimentComparison comparison) {
        StringOutput text = new StringOutput(1 << 20);
        JtelookGenerated.render(
                new OwaspHtmlTemplateOutput(text), new NoInterceptor(), LookPage.of(result, comparison));
        return visible(text.toString());
    }

    /**
     * The page's figures that are drawn of numbers, each by itself, by a name fit for a file.
     *
     * @param svg a file of its own: its styles are in it
     * @param numbers what is drawn, row by row, names first
     */
    public record Drawn(String name, String svg, String caption, List<List<String>> numbers) {}

    /** Each figure of the page that is drawn of numbers. */
    public static List<Drawn> figures(ExperimentResult result, ExperimentComparison comparison) {
        StringOutput style = new StringOutput();
        JtestyleGenerated.render(new OwaspHtmlTemplateOutput(style), new NoInterceptor());
        List<Drawn> drawn = new ArrayList<>();
        Page.of(result, comparison).drawn().forEach((name, figure) -> {
            String svg = visible(figure.markup());
            int open = svg.indexOf('>') + 1;
            drawn.add(new Drawn(
                    name,
                    svg.substring(0, open) + style.toString().strip() + svg.substring(open) + "\n",
                    figure.caption(),
                    figure.numbers()));
        });
        return drawn;
    }

    /** The tables of results. */
    public static List<ShownTable> tables(ExperimentComparison comparison) {
        return Page.tables(comparison).stream().map(Report::words).toList();
    }

    /** Of its columns the first has names. */
    private static ShownTable words(TableView table) {
        return new ShownTable(
                table.caption(),
                table.head(),
                IntStream.range(0, table.head().size()).mapToObj(i -> i > 0).toList(),
                table.rows().stream()
                        .map(row -> row.stream().map(TableView.Cell::text).toList())
                        .toList());
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
