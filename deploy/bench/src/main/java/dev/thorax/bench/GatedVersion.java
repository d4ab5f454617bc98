package dev.thorax.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.Gate;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoredImages;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.lungs.NetworkInput;
import dev.thorax.onnx.lungs.Preprocessor;

/** A version with its gate, which takes files as ingest-service and inference-service do. */
final class GatedVersion implements AutoCloseable {
    private final ScoringSession session;
    private final Preprocessor preprocessor;
    private final Gate.Limits limits;

    /**
     * Opens a version.
     *
     * @param preprocessor makes the input of its network; closed with this
     */
    GatedVersion(byte[] model, Preprocessor preprocessor, int classes, Gate.Limits limits) {
        this.session = ScoringSession.open(new OnnxSessions(0), model, preprocessor.input(), classes, true);
        this.preprocessor = preprocessor;
        this.limits = limits;
    }

    /**
     * What the version makes of a file.
     *
     * @param reason why it has no class, or null if it has one
     * @param label index of the most probable class; -1 if no lungs were found
     */
    record Verdict(UndeterminedReason reason, int label) {}

    /**
     * Returns what the version makes of a file.
     *
     * @throws UnacceptableScanException if ingest-service rejects it
     */
    Verdict of(Path file) throws IOException, UnacceptableScanException {
        GreyImage image = ImageDecoder.decode(Files.readAllBytes(file)).image();
        Optional<NetworkInput> seen = preprocessor.prepare(image);
        if (seen.isEmpty()) {
            return new Verdict(UndeterminedReason.NO_LUNGS_FOUND, -1);
        }
        byte[] pixels = seen.get().pixels();
        ScoredImages scored = session.scoreAndMeasure(
                ByteBuffer.allocateDirect(pixels.length).put(pixels).flip(), 1);
        float[] probabilities = scored.probabilities()[0];
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return new Verdict(limits.reason(probabilities, scored.distances()[0]), best);
    }

    @Override
    public void close() {
        preprocessor.close();
        session.close();
    }
}
