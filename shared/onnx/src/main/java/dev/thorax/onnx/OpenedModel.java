package dev.thorax.onnx;

import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.thorax.contracts.model.Manifest;

/**
 * An ONNX model of a bundle that several holders share. It begins with one holder; {@link #retain} adds one,
 * {@link #close} removes one, and the last one closes the session. Safe for use by many threads.
 *
 * @param <S> the session that runs the model
 */
public final class OpenedModel<S extends AutoCloseable> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OpenedModel.class);

    private final Manifest manifest;
    private final String digest;
    private final S session;
    private int holders = 1;

    private OpenedModel(Manifest manifest, String digest, S session) {
        this.manifest = manifest;
        this.digest = digest;
        this.session = session;
    }

    /**
     * Returns an opened model after {@code warmUp} has run on its session; if that throws, the session is closed.
     *
     * @param digest SHA-256 of the ONNX file, 64 lower-case hex digits
     * @param session closed with this
     */
    public static <S extends AutoCloseable> OpenedModel<S> of(
            Manifest manifest, String digest, S session, Consumer<S> warmUp) {
        OpenedModel<S> model = new OpenedModel<>(manifest, digest, session);
        try {
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
