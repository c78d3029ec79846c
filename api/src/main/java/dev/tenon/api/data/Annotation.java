package dev.tenon.api.data;

/**
 * Something that is known to be in an image.
 *
 * @param label what it is, such as {@code 1} or {@code corner}
 * @param level 0 for the whole scene or object, 1 for its parts, 2 for their parts
 * @param parent index, among the image's annotations, of what it is a part of; -1 if of none
 * @param top first row, in pixels
 * @param left first column
 * @param height rows
 * @param width columns
 */
public record Annotation(String label, int level, int parent, int top, int left, int height, int width) {}
