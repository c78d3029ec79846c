package dev.tenon.experiments.report.view;

/**
 * A picture and what is said below it.
 *
 * @param markup the picture, markup made by this program; texts in it are escaped
 * @param caption text, not markup
 */
public record Figure(String markup, String caption) {}
