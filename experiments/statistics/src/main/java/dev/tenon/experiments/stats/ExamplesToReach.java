package dev.tenon.experiments.stats;

import java.util.Map;

/**
 * How few examples bring each arm to a level of the primary metric, among the numbers of examples tried; or how few labels, where
 * arms are charged these.
 *
 * @param factors the varied settings other than the number of examples; empty if there are none
 * @param level of the mean over seeds
 * @param examples by arm, the smallest number charged (see {@link Charge}) whose mean reaches the level; arms that never
 *     reach it are absent
 */
public record ExamplesToReach(Map<String, String> factors, double level, Map<String, Double> examples) {}
