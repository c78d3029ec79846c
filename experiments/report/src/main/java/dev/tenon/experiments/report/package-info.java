/** What people read of an experiment: a page, a table for the terminal, and tables for other programs. */
@NullMarked
package dev.tenon.experiments.report;

import org.jspecify.annotations.NullMarked;
