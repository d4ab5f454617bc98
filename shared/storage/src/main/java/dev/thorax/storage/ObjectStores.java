package dev.thorax.storage;

import io.micrometer.core.instrument.MeterRegistry;

/** Composes the object stores that the services and the worker use. */
public final class ObjectStores {
    private ObjectStores() {}

    /** Returns the S3 store of a service: each call is measured and fails at once if the store does not answer. */
    public static ObjectStore measured(S3Settings settings, MeterRegistry registry) {
        return new InstrumentedObjectStore(new S3ObjectStore(settings), registry);
    }

    /** Returns the S3 store of a job: each call is retried until the store answers. */
    public static RetryingObjectStore retrying(S3Settings settings) {
        return new RetryingObjectStore(new S3ObjectStore(settings));
    }
}
