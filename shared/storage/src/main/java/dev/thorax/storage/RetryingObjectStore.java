package dev.thorax.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;

/**
 * The object store for a job that takes minutes: each call is tried again, less and less often, until the store answers
 * or the calling thread is interrupted. A missing object is an answer.
 */
public final class RetryingObjectStore {
    private static final Logger LOG = Logger.getLogger(RetryingObjectStore.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final ObjectStore store;

    /** Waits for {@code store}. */
    public RetryingObjectStore(ObjectStore store) {
        this.store = store;
    }

    /** The bytes of an object; throws {@link dev.thorax.storage.ObjectMissingException} if there is none. */
    public byte[] get(String key) {
        return patiently(() -> store.get(key));
    }

    /** Copies an object into a file; throws {@link dev.thorax.storage.ObjectMissingException} if there is none. */
    public void download(String key, Path file) {
        patiently(() -> {
            store.download(key, file);
            return Boolean.TRUE;
        });
    }

    /** Writes an object, replacing one of the same key. */
    public void put(String key, byte[] bytes, String mediaType) {
        patiently(() -> {
            store.put(key, bytes, mediaType);
            return Boolean.TRUE;
        });
    }

    /** Writes an object only if there is none of that key. */
    public void putIfAbsent(String key, byte[] bytes, String mediaType) {
        patiently(() -> store.putIfAbsent(key, bytes, mediaType));
    }

    /** Reads an object as it comes, from its beginning at each try; throws as {@link #get}. */
    public <T> T read(String key, ObjectStore.Reader<T> reader) {
        return patiently(() -> store.read(key, reader));
    }

    /** Writes a file as an object, replacing one of the same key. */
    public void upload(String key, Path file, String mediaType) {
        patiently(() -> {
            store.upload(key, file, mediaType);
            return Boolean.TRUE;
        });
    }

    /** Removes an object; does nothing where there is none of that key. */
    public void delete(String key) {
        patiently(() -> {
            store.delete(key);
            return Boolean.TRUE;
        });
    }

    /** Whether there is an object of that key. */
    public boolean exists(String key) {
        return patiently(() -> store.exists(key));
    }

    /** All keys that begin with {@code prefix}. */
    public List<String> list(String prefix) {
        return patiently(() -> store.list(prefix));
    }

    private static <T> T patiently(Supplier<T> call) {
        return Uni.createFrom()
                .item(call)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(StoreUnavailableException.class)
                .invoke(e -> LOG.warnf("The object store does not answer; trying again. reason=\"%s\"", e.getMessage()))
                .onFailure(StoreUnavailableException.class)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .await()
                .indefinitely();
    }
}
