package dev.thorax.onnx;

import java.nio.file.Path;
import java.util.Locale;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import org.jboss.logging.Logger;

/**
 * Opens ONNX Runtime sessions, on CUDA where it was built in and a GPU is there, on the CPU otherwise. Safe for use by
 * many threads.
 */
public final class OnnxSessions {
    /** Where a session computes. */
    public enum Provider {
        CUDA,
        CPU
    }

    private static final Logger LOG = Logger.getLogger(OnnxSessions.class);

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final int threads;
    private volatile Provider provider;

    /** @param threads threads that one run on the CPU may use, at least 1; the processors where it is less */
    public OnnxSessions(int threads) {
        this.threads = threads >= 1 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /** Where the sessions opened so far compute; null before the first. */
    public Provider provider() {
        return provider;
    }

    /** The environment that tensors for these sessions are made in. */
    public OrtEnvironment environment() {
        return environment;
    }

    /**
     * Opens {@code model}; the first call finds out where and logs it.
     *
     * @throws BrokenBundleException if ONNX Runtime cannot read it
     */
    public synchronized OrtSession open(Path model) {
        if (provider == Provider.CPU || !OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            OrtSession session = onCpu(model);
            settle(Provider.CPU, "onnxruntime was built without CUDA (Maven profile cuda)");
            return session;
        }
        try {
            OrtSession session = onCuda(model);
            settle(Provider.CUDA, "a GPU is there");
            return session;
        } catch (OrtException e) {
            OrtSession session = onCpu(model);
            settle(Provider.CPU, "CUDA does not start: " + firstLine(e));
            return session;
        }
    }

    private OrtSession onCuda(Path model) throws OrtException {
        try (SessionOptions options = options()) {
            options.addCUDA(0);
            return environment.createSession(model.toString(), options);
        }
    }

    private OrtSession onCpu(Path model) {
        try (SessionOptions options = options()) {
            return environment.createSession(model.toString(), options);
        } catch (OrtException e) {
            throw new BrokenBundleException(
                    "ONNX Runtime cannot read " + model.getFileName() + ": " + firstLine(e) + ".", e);
        }
    }

    private SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        // Between batches the processors belong to the decoder, so waiting threads must not spin.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private void settle(Provider found, String why) {
        if (provider == null) {
            LOG.infof(
                    "Scoring runs on %s provider=%s threads=%d reason=\"%s\"",
                    found == Provider.CUDA ? "the GPU" : "the CPU",
                    found.name().toLowerCase(Locale.ROOT),
                    threads,
                    why);
        }
        provider = found;
    }

    private static String firstLine(OrtException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no detail");
    }
}
