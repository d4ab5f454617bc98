package dev.thorax.worker.snapshot;

/**
 * A snapshot that is durable in the object store.
 *
 * @param snapshot its content
 * @param digest SHA-256 of its object, 64 lower-case hex digits
 */
public record StoredSnapshot(DatasetSnapshot snapshot, String digest) {}
