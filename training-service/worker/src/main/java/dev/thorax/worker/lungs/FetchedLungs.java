package dev.thorax.worker.lungs;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.LungFinder;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.SharedLungFinder;
import dev.thorax.worker.snapshot.FrozenLungs;

/**
 * A lung finder with its file.
 *
 * @param frozen what the training froze of it
 * @param model {@code lungs.onnx}
 */
public record FetchedLungs(FrozenLungs frozen, byte[] model) {
    /** Checks that the file is the one that was frozen. */
    public FetchedLungs {
        if (!Sha256.of(model).equals(frozen.sha256())) {
            throw new TrainingException("The lung finder " + frozen.name()
                    + " is another one than the training began with; request the training again under another id.");
        }
    }

    /**
     * Opens it for many threads, each of which searches one scan at a time.
     *
     * @throws TrainingException if ONNX Runtime cannot read it
     */
    public SharedLungFinder open() {
        try {
            return new SharedLungFinder(LungFinder.open(new OnnxSessions(1), model, frozen.input()), frozen.sha256());
        } catch (BrokenBundleException e) {
            throw new TrainingException(
                    "The lung finder " + frozen.name() + " cannot be opened: " + e.getMessage()
                            + " Name another one in the recipe.",
                    e);
        }
    }
}
