package dev.thorax.inference.scoring;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.inference.loading.LoadedScan;
import dev.thorax.inference.loading.LoadedScan.Ready;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.onnx.ScoredImages;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;

/** Scores the scans of a batch in one run of the network. */
@ApplicationScoped
class BatchScorer {
    private final InferenceMetrics metrics;
    private ByteBuffer images = ByteBuffer.allocateDirect(0);

    BatchScorer(InferenceMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Scores the scans that could be loaded. One batch at a time, as the buffer is used again.
     *
     * @throws dev.thorax.onnx.ModelRunException if the network does not run
     */
    synchronized Scores score(List<LoadedScan> scans, OpenedModel<ScoringSession> model) {
        List<Ready> ready = scans.stream()
                .filter(Ready.class::isInstance)
                .map(Ready.class::cast)
                .toList();
        if (ready.isEmpty()) {
            return new Scores(Collections.emptyIterator(), 0);
        }
        fill(ready);
        long start = System.nanoTime();
        ScoredImages rows = model.session().scoreAndMeasure(images, ready.size());
        long nanos = System.nanoTime() - start;
        metrics.scoring().record(nanos, TimeUnit.NANOSECONDS);
        metrics.batch().record(ready.size());
        return new Scores(ImageScore.of(rows).iterator(), nanos / 1e6 / ready.size());
    }

    private void fill(List<Ready> ready) {
        int bytes =
                ready.stream().mapToInt(scan -> scan.input().pixels().length).sum();
        if (images.capacity() < bytes) {
            images = ByteBuffer.allocateDirect(bytes);
        }
        images.clear();
        ready.forEach(scan -> images.put(scan.input().pixels()));
        images.flip();
    }
}
