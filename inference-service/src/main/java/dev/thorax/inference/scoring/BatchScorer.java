package dev.thorax.inference.scoring;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import ai.onnxruntime.OrtException;

import dev.thorax.inference.loading.LoadedScan;
import dev.thorax.inference.loading.LoadedScan.Ready;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.inference.model.ServingModel;

/** Puts the scans of a batch side by side and runs the network once over them. */
@ApplicationScoped
class BatchScorer {
    private final InferenceMetrics metrics;
    private ByteBuffer images = ByteBuffer.allocateDirect(0);

    BatchScorer(InferenceMetrics metrics) {
        this.metrics = metrics;
    }

    /** Scores those that can be; one batch at a time, as the buffer is used again. */
    synchronized Scores score(List<LoadedScan> scans, ServingModel model) {
        List<Ready> ready = scans.stream()
                .filter(Ready.class::isInstance)
                .map(Ready.class::cast)
                .toList();
        if (ready.isEmpty()) {
            return new Scores(Collections.emptyIterator(), 0);
        }
        fill(ready);
        long start = System.nanoTime();
        try {
            float[][] rows = model.score(images, ready.size());
            long nanos = System.nanoTime() - start;
            metrics.scoring().record(nanos, TimeUnit.NANOSECONDS);
            metrics.batch().record(ready.size());
            return new Scores(Arrays.asList(rows).iterator(), nanos / 1e6 / ready.size());
        } catch (OrtException e) {
            throw new IllegalStateException("The network did not run: " + e.getMessage(), e);
        }
    }

    private void fill(List<Ready> ready) {
        int bytes = ready.stream().mapToInt(scan -> scan.pixels().length).sum();
        if (images.capacity() < bytes) {
            images = ByteBuffer.allocateDirect(bytes);
        }
        images.clear();
        ready.forEach(scan -> images.put(scan.pixels()));
        images.flip();
    }
}
