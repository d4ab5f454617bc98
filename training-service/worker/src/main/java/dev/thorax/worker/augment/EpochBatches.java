package dev.thorax.worker.augment;

import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.thorax.network.engine.Batch;
import dev.thorax.worker.dataset.PrefetchingIterator;

/** The batches of one epoch, each made on another thread while the network trains on those before it; few wait at a time. */
public final class EpochBatches implements Iterator<Batch> {
    /** The other half is the network's. A GPU trains faster than one thread varies images. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final int AHEAD = THREADS + 2;

    private final PrefetchingIterator<Batch> batches;

    /**
     * Begins an epoch.
     *
     * @param part indices of the scans to train on
     * @param seed decides order and variations
     * @param executor makes the batches
     */
    public EpochBatches(Batches maker, int[] part, long seed, Executor executor) {
        int[] order = shuffled(part, seed);
        Iterator<Supplier<Batch>> tasks = IntStream.range(0, maker.batches(order.length))
                .<Supplier<Batch>>mapToObj(index -> () -> maker.make(order, index, seed))
                .iterator();
        this.batches = new PrefetchingIterator<>(tasks, AHEAD, executor);
    }

    /** Returns threads that make batches. Whoever asks for them ends them. */
    public static ExecutorService threads() {
        return Executors.newFixedThreadPool(THREADS, work -> new Thread(work, "batches"));
    }

    /** Returns a copy of {@code part} in an order drawn by {@code seed} (Fisher and Yates). */
    private static int[] shuffled(int[] part, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = part.clone();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    @Override
    public boolean hasNext() {
        return batches.hasNext();
    }

    @Override
    public Batch next() {
        return batches.next();
    }

    /** Returns how long the network has waited for batches, in nanoseconds. */
    public long waited() {
        return batches.waited();
    }
}
