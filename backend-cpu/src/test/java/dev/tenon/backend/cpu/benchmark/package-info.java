/**
 * JMH benchmarks of single kernels, to be read beside `tenon bench --ops`, which measures whole ops with their packing and their
 * threads. They are compiled, and each is called once, with the other tests; to measure:
 *
 * <pre>
 * ./mvnw -q -Pjmh -pl backend-cpu -am verify -DskipTests
 * ./mvnw -q -Pjmh -pl backend-cpu -am verify -DskipTests -Djmh="TileBenchmark -f 1 -wi 3 -i 5"
 * </pre>
 *
 * <p>The first runs them all, some minutes; what follows {@code -Djmh=} are JMH's own arguments, {@code -h} lists them. The score
 * of each is in operations a microsecond: multiply-adds count as two, everything else as one for each float of the result.
 */
package dev.tenon.backend.cpu.benchmark;
