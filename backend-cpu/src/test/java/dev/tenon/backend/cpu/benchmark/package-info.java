/**
 * JMH benchmarks of single kernels, to be read beside `tenon bench --ops`, which measures whole ops with their packing
 * and their threads. They are compiled, and each is called once, with the other tests; to measure:
 *
 * <pre>
 * ./mvnw -Pjmh -pl backend-cpu -am verify -DskipTests
 * ./mvnw -Pjmh -pl backend-cpu -am verify -DskipTests -Djmh="TileBenchmark -f 1 -wi 3 -i 5"
 * </pre>
 *
 * <p>The first runs them all, some minutes; what follows {@code -Djmh=} are JMH's own arguments, {@code -h} lists them.
 * Beside the calls a microsecond stands {@code work}, what they did: multiply-adds count as two, everything else as one
 * for each float, so that a thousand of them a microsecond are 1 GFLOP/s.
 */
package dev.tenon.backend.cpu.benchmark;
