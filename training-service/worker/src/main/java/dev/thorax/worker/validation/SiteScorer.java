package dev.thorax.worker.validation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.contracts.model.ScanOutcome;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.CanonicalVersionException;
import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.ScoredImages;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.lungs.NetworkInput;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.PrefetchingIterator;

/** Scores scans as inference-service does, by the same steps: canonical image, preprocessor, network in batches, outcome by the gate. */
final class SiteScorer implements AutoCloseable {
    /** Scans of one run of the network. */
    static final int BATCH = 16;

    private static final int READERS = 4;
    private static final int AHEAD = 2 * BATCH;

    private final ObjectStore store;
    private final OpenedModel<ScoringSession> model;
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS);
    private final ByteBuffer pixels;

    /** @param model stays open for as long as this is used */
    SiteScorer(ObjectStore store, OpenedModel<ScoringSession> model) {
        this.store = store;
        this.model = model;
        int bytes = model.manifest().input().height() * model.manifest().input().width();
        this.pixels = ByteBuffer.allocateDirect(BATCH * bytes);
    }

    /**
     * A scan ready for the network.
     *
     * @param input what the network sees, or empty if no lungs were found; null if the scan could not be read
     * @param fault why the scan could not be read, or null
     */
    private record Prepared(Optional<NetworkInput> input, String fault) {}

    /**
     * Scores some scans.
     *
     * @return a score for each, in their order
     * @throws TrainingException if the network does not run
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    List<ScanScore> score(List<String> scanIds) {
        ScanScore[] scores = new ScanScore[scanIds.size()];
        List<Integer> waiting = new ArrayList<>();
        pixels.clear();
        PrefetchingIterator<Prepared> prepared = new PrefetchingIterator<>(
                scanIds.stream()
                        .<Supplier<Prepared>>map(id -> () -> prepare(id))
                        .iterator(),
                AHEAD,
                readers);
        for (int i = 0; prepared.hasNext(); i++) {
            Prepared scan = prepared.next();
            if (scan.fault() != null) {
                scores[i] = ScanScore.unreadable(scan.fault());
            } else if (scan.input().isEmpty()) {
                scores[i] = ScanScore.of(ScanOutcome.withoutLungs(), null);
            } else {
                pixels.put(scan.input().get().pixels());
                waiting.add(i);
            }
            if (waiting.size() == BATCH) {
                run(waiting, scores);
            }
        }
        run(waiting, scores);
        return Arrays.asList(scores);
    }

    /** Returns what the network sees of a scan; empty if it finds no lungs, or if the scan cannot be read any more. */
    Optional<NetworkInput> input(String scanId) {
        Prepared scan = prepare(scanId);
        return scan.fault() == null ? scan.input() : Optional.empty();
    }

    private Prepared prepare(String scanId) {
        try {
            GreyImage image = CanonicalImage.fromPng(
                    store.get(StorageKeys.image(scanId)),
                    model.preprocessor().input().canonical());
            return new Prepared(model.preprocessor().prepare(image), null);
        } catch (ObjectMissingException e) {
            return new Prepared(null, "its image is not stored");
        } catch (CanonicalVersionException e) {
            return new Prepared(null, "its canonical image is of another version than the network was trained on");
        } catch (IllegalArgumentException | ObjectCorruptException e) {
            return new Prepared(null, "its image cannot be read");
        }
    }

    private void run(List<Integer> waiting, ScanScore[] scores) {
        if (waiting.isEmpty()) {
            return;
        }
        ScoredImages rows = rows(waiting.size());
        for (int k = 0; k < waiting.size(); k++) {
            float[] row = rows.probabilities()[k];
            if (!Probabilities.areThese(row)) {
                throw new TrainingException("The network of " + name()
                        + " does not give a probability for each class: numbers in [0,1] with the sum 1.");
            }
            scores[waiting.get(k)] =
                    ScanScore.of(ScanOutcome.of(model.manifest().limits(), row, rows.distances()[k]), row);
        }
        waiting.clear();
        pixels.clear();
    }

    private ScoredImages rows(int count) {
        try {
            return model.session().scoreAndMeasure(pixels.flip(), count);
        } catch (ModelRunException e) {
            throw new TrainingException("The network of " + name() + " does not run: " + e.getMessage(), e);
        }
    }

    private String name() {
        Manifest manifest = model.manifest();
        return "version " + manifest.version() + " of " + manifest.model();
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
