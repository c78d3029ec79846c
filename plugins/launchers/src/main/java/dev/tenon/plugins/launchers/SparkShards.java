package dev.tenon.plugins.launchers;

import java.util.Arrays;
import java.util.List;

/**
 * The application that {@link Spark} submits: a task for each shard, that gives the number of the shard to a script. It calls Spark
 * by name, so that Tenon is compiled and installed without it, and nothing of Tenon's goes to the executors.
 */
public final class SparkShards {

    private SparkShards() {}

    /**
     * Runs in Spark's driver, with Spark on the class path.
     *
     * @param args the script, and the numbers of the shards
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        List<String> shards = Arrays.asList(args).subList(1, args.length);
        Class<?> type = Class.forName("org.apache.spark.api.java.JavaSparkContext");
        Object context = type.getConstructor().newInstance();
        try {
            Object numbers = type.getMethod("parallelize", List.class, int.class)
                    .invoke(context, List.copyOf(shards), shards.size());
            Class<?> rdd = Class.forName("org.apache.spark.api.java.JavaRDD");
            Object piped = rdd.getMethod("pipe", List.class).invoke(numbers, List.of("sh", args[0]));
            rdd.getMethod("collect").invoke(piped);
        } finally {
            type.getMethod("stop").invoke(context);
        }
    }
}
