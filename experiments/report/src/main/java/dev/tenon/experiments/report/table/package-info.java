/** Tables as people read them: for a terminal, for Markdown, LaTeX or a spreadsheet. */
@NullMarked
package dev.tenon.experiments.report.table;

import org.jspecify.annotations.NullMarked;
