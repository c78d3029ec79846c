/** Tables and figures as data: what a run tells people, before it is drawn for a browser, a terminal or a paper. */
@NullMarked
package dev.tenon.api.report;

import org.jspecify.annotations.NullMarked;
