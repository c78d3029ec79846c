/** What the report shows, as values: taken from a result, not yet text or picture. */
@NullMarked
package dev.tenon.experiments.report.view;

import org.jspecify.annotations.NullMarked;
