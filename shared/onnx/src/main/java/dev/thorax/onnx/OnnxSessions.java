package dev.thorax.onnx;

import java.nio.file.Path;
import java.util.Locale;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens ONNX Runtime sessions on CUDA if it was built in and a GPU is there, otherwise on the CPU. Safe for use by many
 * threads.
 */
public final class OnnxSessions {
    /** A place where a session computes. */
    public enum Provider {
        CUDA,
        CPU
    }

    /** Creates a session with some options. */
    private interface SessionFactory {
        OrtSession open(SessionOptions options) throws OrtException;
    }

    private static final Logger LOG = Logger.getLogger(OnnxSessions.class);

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final int threads;
    private volatile Provider provider;

    /** @param threads threads that one run on the CPU may use; all processors if it is less than 1 */
    public OnnxSessions(int threads) {
        this.threads = threads >= 1 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /** Returns where the sessions opened so far compute; null before the first. */
    public @Nullable Provider provider() {
        return provider;
    }

    /** Returns the environment that tensors for these sessions are made in. */
    public OrtEnvironment environment() {
        return environment;
    }

    /**
     * Opens a model file; the first call finds out where sessions compute and logs it.
     *
     * @throws BrokenBundleException if ONNX Runtime cannot read it
     */
    public OrtSession open(Path model) {
        return open(
                String.valueOf(model.getFileName()), options -> environment.createSession(model.toString(), options));
    }

    /**
     * Opens a model in memory.
     *
     * @throws BrokenBundleException if ONNX Runtime cannot read it
     */
    public OrtSession open(byte[] model) {
        return open("the model", options -> environment.createSession(model, options));
    }

    private synchronized OrtSession open(String name, SessionFactory factory) {
        if (provider == Provider.CPU || !OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            OrtSession session = onCpu(name, factory);
            settle(Provider.CPU, "onnxruntime was built without CUDA (Maven profile cuda)");
            return session;
        }
        try {
            OrtSession session = onCuda(factory);
            settle(Provider.CUDA, "a GPU is there");
            return session;
        } catch (OrtException e) {
            OrtSession session = onCpu(name, factory);
            settle(Provider.CPU, "CUDA does not start: " + firstLine(e));
            return session;
        }
    }

    private OrtSession onCuda(SessionFactory factory) throws OrtException {
        try (SessionOptions options = options()) {
            options.addCUDA(0);
            return factory.open(options);
        }
    }

    private OrtSession onCpu(String name, SessionFactory factory) {
        try (SessionOptions options = options()) {
            return factory.open(options);
        } catch (OrtException e) {
            throw new BrokenBundleException("ONNX Runtime cannot read " + name + ": " + firstLine(e) + ".", e);
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
                    "Opened the first ONNX Runtime session provider=%s threads=%d cause=\"%s\"",
                    found.name().toLowerCase(Locale.ROOT), threads, why);
        }
        provider = found;
    }

    private static String firstLine(OrtException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no detail");
    }
}
