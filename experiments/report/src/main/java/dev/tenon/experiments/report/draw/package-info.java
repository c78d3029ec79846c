/** Pictures of numbers: charts and grids as SVG text, images as PNG; the same bytes on every machine. */
@NullMarked
package dev.tenon.experiments.report.draw;

import org.jspecify.annotations.NullMarked;
