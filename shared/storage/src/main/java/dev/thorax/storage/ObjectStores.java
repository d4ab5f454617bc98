package dev.thorax.storage;

import io.micrometer.core.instrument.MeterRegistry;

/** Composes the object stores that the services and the worker use. */
public final class ObjectStores {
    private ObjectStores() {}

    /** Returns the S3 store of a service: each call is measured and fails at once if the store does not answer. */
    public static ObjectStore measured(S3Settings settings, EncryptionKeys keys, MeterRegistry registry) {
        return new InstrumentedObjectStore(encrypting(settings, keys), registry);
    }

    /** Returns the S3 store of a job: each call is retried until the store answers. */
    public static RetryingObjectStore retrying(S3Settings settings, EncryptionKeys keys) {
        return new RetryingObjectStore(encrypting(settings, keys));
    }

    /** Returns the S3 store with the objects of scans encrypted by {@code keys}. */
    public static ObjectStore encrypting(S3Settings settings, EncryptionKeys keys) {
        return new EncryptingObjectStore(new S3ObjectStore(settings), keys);
    }
}
