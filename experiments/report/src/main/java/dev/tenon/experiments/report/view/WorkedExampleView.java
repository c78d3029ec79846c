package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.NumberPicture;
import java.util.ArrayList;
import java.util.List;

/** Small networks with given weights, every number shown. */
public final class WorkedExampleView {

    /** Keeps the darkest colours out: numbers are read on pale ones. */
    private static final double SOFTER = 1.5;

    private WorkedExampleView() {}

    /**
     * One image's way through a network.
     *
     * @param title whose and which
     * @param steps in order
     */
    public record Walk(String title, List<WalkStep> steps) {}

    /**
     * The image, filters, or a layer's answer.
     *
     * @param grids pictures of numbers; captions name channels
     */
    public record WalkStep(String title, List<Figure> grids) {}

    static List<Walk> walks(List<WorkedExample> all) {
        List<Walk> walks = new ArrayList<>();
        for (WorkedExample hand : all) {
            List<WalkStep> steps = new ArrayList<>();
            for (WorkedExample.Step step : hand.steps()) {
                double largest = step.grids().stream()
                        .mapToDouble(NumberGrid::largest)
                        .max()
                        .orElse(0);
                List<Figure> grids = step.grids().stream()
                        .map(grid -> new Figure(picture(step.title(), grid, largest), grid.title()))
                        .toList();
                steps.add(new WalkStep(step.title(), grids));
            }
            String target = hand.target().isEmpty() ? "" : ": " + hand.target();
            walks.add(new Walk(hand.arm() + ", image " + hand.image() + target, steps));
        }
        return walks;
    }

    private static String picture(String title, NumberGrid grid, double largest) {
        String[][] cells = new String[grid.rows()][grid.columns()];
        StringBuilder words =
                new StringBuilder(title).append(' ').append(grid.title()).append(':');
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                cells[row][column] = grid.cell(row, column);
                words.append(' ').append(cells[row][column]);
            }
            words.append(row + 1 < grid.rows() ? ";" : "");
        }
        return NumberPicture.svg(words.toString(), cells, grid.values(), SOFTER * largest);
    }
}
