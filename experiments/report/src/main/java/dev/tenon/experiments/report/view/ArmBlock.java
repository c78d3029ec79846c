package dev.tenon.experiments.report.view;

import java.util.List;

/**
 * What is shown of one arm.
 *
 * @param mark markup of its mark
 * @param note text under its name; may be empty
 */
public record ArmBlock(String arm, String mark, String note, List<Figure> figures) {}
