package dev.tenon.experiments.data;

/**
 * A file that an experiment read.
 *
 * @param path as the experiment names it, with forward slashes
 * @param sha256 of its bytes as they lie, in hexadecimal
 * @param bytes its length
 */
public record InputFile(String path, String sha256, long bytes) {}
