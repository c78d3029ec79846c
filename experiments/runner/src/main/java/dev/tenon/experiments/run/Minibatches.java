package dev.tenon.experiments.run;

import dev.tenon.experiments.data.SampleOrder;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import java.util.Arrays;
import java.util.Iterator;

/**
 * The minibatches of a training in their order, as positions among the examples that are learned from; the last of an epoch is smaller
 * if the examples do not divide.
 *
 * @param orders what each epoch takes
 * @param count examples that are learned from
 * @param size examples in a minibatch
 * @param total minibatches of the whole training
 */
record Minibatches(SampleOrder orders, int count, int size, long total) {

    /** A minibatch: an epoch, counted from 0, and positions. */
    record One(int epoch, int[] positions) {}

    static Minibatches of(StageSpec stage, SampleOrder orders, int count) {
        TrainSpec train = stage.train();
        int size = Math.min(train.batch(), count);
        long total = train.steps()
                .map(Integer::longValue)
                .orElse(train.epochs().orElse(0) * Math.ceilDiv((long) count, size));
        return new Minibatches(orders, count, size, total);
    }

    long perEpoch() {
        return Math.ceilDiv((long) count, size);
    }

    /** All positions as an epoch takes them. */
    int[] order(int epoch) {
        return orders.epoch(epoch);
    }

    /** The minibatch that begins at a place of an epoch's order. */
    int[] positions(int[] order, int at) {
        return Arrays.copyOfRange(order, at, Math.min(count, at + size));
    }

    /**
     * Each minibatch, to the end of the training.
     *
     * @param first how many come before
     */
    Iterator<One> from(long first) {
        return new Iterator<>() {
            private long done = first;
            private int[] order = first < total ? order((int) (first / perEpoch())) : new int[0];

            @Override
            public boolean hasNext() {
                return done < total;
            }

            @Override
            public One next() {
                int place = (int) (done % perEpoch());
                if (place == 0) {
                    order = order((int) (done / perEpoch()));
                }
                int epoch = (int) (done / perEpoch());
                done++;
                return new One(epoch, positions(order, place * size));
            }
        };
    }
}
