package dev.thorax.onnx.opened;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.Preprocessor;

/**
 * An ONNX model of a bundle, with the step that makes its input, that several holders share. It begins with one holder; {@link #retain} adds one,
 * {@link #close} removes one, and the last one closes the session. Safe for use by many threads.
 *
 * @param <S> the session that runs the model
 */
public final class OpenedModel<S extends AutoCloseable> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OpenedModel.class);

    private final Manifest manifest;
    private final String digest;
    private final S session;
    private final Preprocessor preprocessor;
    private int holders = 1;

    private OpenedModel(Manifest manifest, String digest, S session, Preprocessor preprocessor) {
        this.manifest = manifest;
        this.digest = digest;
        this.session = session;
        this.preprocessor = preprocessor;
    }

    /**
     * Opens a model of a bundle with the step that makes its input, and runs {@code warmUp} on its session.
     *
     * @param file e.g. {@link Manifest#MODEL}
     * @param lungs opens the lung finder if the version has one
     * @param session opens the file
     * @throws dev.thorax.onnx.BrokenBundleException if the bundle cannot be used
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public static <S extends AutoCloseable> OpenedModel<S> open(
            ModelBundle bundle, String file, OnnxSessions lungs, Supplier<S> session, Consumer<S> warmUp) {
        Preprocessor preprocessor = Preprocessor.open(lungs, bundle);
        S opened;
        try {
            opened = session.get();
        } catch (RuntimeException | Error e) {
            preprocessor.close();
            throw e;
        }
        return of(bundle.manifest(), bundle.digest(file), opened, preprocessor, warmUp);
    }

    /**
     * Returns an opened model after {@code warmUp} has run on its session; if that throws, both are closed.
     *
     * @param digest SHA-256 of the ONNX file, 64 lower-case hex digits
     * @param session closed with this
     * @param preprocessor closed with this
     */
    public static <S extends AutoCloseable> OpenedModel<S> of(
            Manifest manifest, String digest, S session, Preprocessor preprocessor, Consumer<S> warmUp) {
        OpenedModel<S> model = new OpenedModel<>(manifest, digest, session, preprocessor);
        try {
            preprocessor.warmUp();
            warmUp.accept(session);
            return model;
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /** Returns what is known about the version. */
    public Manifest manifest() {
        return manifest;
    }

    /** Returns the SHA-256 of the ONNX file, 64 lower-case hex digits. */
    public String digest() {
        return digest;
    }

    /** Returns the session, which stays open until the caller's {@link #close}. */
    public S session() {
        return session;
    }

    /** Returns what makes the input of the session, open as long as the session. */
    public Preprocessor preprocessor() {
        return preprocessor;
    }

    /** Adds a holder. */
    public synchronized OpenedModel<S> retain() {
        if (holders == 0) {
            throw new IllegalStateException("The model is closed.");
        }
        holders++;
        return this;
    }

    /** Removes a holder. */
    @Override
    public synchronized void close() {
        if (--holders == 0) {
            closeSession();
        }
    }

    private void closeSession() {
        preprocessor.close();
        try {
            session.close();
            LOG.infof("Closed a model version model=%s version=%s", manifest.model(), manifest.version());
        } catch (Exception e) {
            LOG.warnf(
                    "A model version did not close model=%s version=%s cause=\"%s\"",
                    manifest.model(), manifest.version(), e.getMessage());
        }
    }
}
