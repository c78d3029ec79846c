/** The commands of {@code tenon}. The only package that writes to the console. */
package dev.tenon.experiments.cli;
