package dev.thorax.training.augment;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.thorax.training.engine.Batch;

/** The batches of one epoch, each made on another thread while the network trains on those before it; at most a few wait. */
public final class Epoch implements Iterator<Batch> {
    private static final int AHEAD = 3;

    private final BatchMaker maker;
    private final int[] order;
    private final long seed;
    private final Executor executor;
    private final Queue<CompletableFuture<Batch>> ready = new ArrayDeque<>();
    private int next;

    /**
     * Begins an epoch.
     *
     * @param part indices of the scans to train on
     * @param seed decides order and variations
     * @param executor makes the batches
     */
    public Epoch(BatchMaker maker, int[] part, long seed, Executor executor) {
        this.maker = maker;
        this.order = Shuffle.of(part, seed);
        this.seed = seed;
        this.executor = executor;
        while (ready.size() < AHEAD && next < maker.batches(order.length)) {
            begin();
        }
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty();
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Batch batch = ready.remove().join();
        if (next < maker.batches(order.length)) {
            begin();
        }
        return batch;
    }

    private void begin() {
        int index = next++;
        ready.add(CompletableFuture.supplyAsync(() -> maker.make(order, index, seed), executor));
    }
}
