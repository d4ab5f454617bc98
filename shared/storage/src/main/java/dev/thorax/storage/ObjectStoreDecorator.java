package dev.thorax.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Passes each call to another store through one method that a subclass defines. */
abstract class ObjectStoreDecorator implements ObjectStore {
    private final ObjectStore store;

    ObjectStoreDecorator(ObjectStore store) {
        this.store = store;
    }

    /**
     * Runs {@code call}, which is one call of the other store.
     *
     * @param key key of the object, or the prefix of a listing
     */
    abstract <T> T run(Operation operation, String key, Supplier<T> call);

    @Override
    public final void put(String key, byte[] bytes, String mediaType) {
        run(Operation.PUT, key, () -> {
            store.put(key, bytes, mediaType);
            return key;
        });
    }

    @Override
    public final boolean putIfAbsent(String key, byte[] bytes, String mediaType) {
        return run(Operation.PUT_IF_ABSENT, key, () -> store.putIfAbsent(key, bytes, mediaType));
    }

    @Override
    public final void upload(String key, Path file, String mediaType) {
        run(Operation.UPLOAD, key, () -> {
            store.upload(key, file, mediaType);
            return key;
        });
    }

    @Override
    public final <T> T read(String key, Reader<T> reader) {
        return run(Operation.READ, key, () -> store.read(key, reader));
    }

    @Override
    public final InputStream open(String key) {
        return run(Operation.OPEN, key, () -> store.open(key));
    }

    @Override
    public final boolean exists(String key) {
        return run(Operation.EXISTS, key, () -> store.exists(key));
    }

    @Override
    public final void delete(String key) {
        run(Operation.DELETE, key, () -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public final List<Entry> entries(String prefix) {
        return run(Operation.LIST, prefix, () -> store.entries(prefix));
    }

    @Override
    public final List<Entry> page(String prefix, String after, int limit) {
        return run(Operation.LIST, prefix, () -> store.page(prefix, after, limit));
    }

    @Override
    public final void close() {
        store.close();
    }
}
