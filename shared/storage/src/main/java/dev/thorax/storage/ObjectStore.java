package dev.thorax.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * Stores objects under keys. Safe for use by many threads.
 *
 * <p>Every method throws {@link StoreUnavailableException} if the store cannot do the call now. Reading throws
 * {@link ObjectMissingException} if there is no object of that key.
 */
public interface ObjectStore extends AutoCloseable {
    /** Writes an object. Replaces one of the same key. */
    void put(String key, byte[] bytes, String mediaType);

    /**
     * Writes an object only if there is none of that key.
     *
     * @return whether the object was written
     */
    boolean putIfAbsent(String key, byte[] bytes, String mediaType);

    /** Writes a file as an object. Replaces one of the same key. Readers see the old object or the whole new one. */
    void upload(String key, Path file, String mediaType);

    /**
     * Reads an object as a stream, so that it need not fit into memory.
     *
     * @param reader takes the bytes; an {@link IOException} from it counts as a failure of the store
     */
    <T> T read(String key, Reader<T> reader);

    /** Opens an object as a stream. The caller closes the stream. */
    InputStream open(String key);

    /** Returns whether there is an object of that key. */
    boolean exists(String key);

    /** Deletes an object. Does nothing if there is none of that key. */
    void delete(String key);

    /** Returns all objects whose keys begin with {@code prefix}, in the order of their keys' UTF-8 bytes. */
    List<Entry> entries(String prefix);

    /**
     * Returns the first objects of {@link #entries} whose keys come after {@code after}, for lists that need not fit into
     * memory.
     *
     * @param after the last key of the page before; empty for the first page
     * @param limit how many at most, at least 1
     */
    List<Entry> page(String prefix, String after, int limit);

    /** Returns the bytes of an object. */
    default byte[] get(String key) {
        return read(key, InputStream::readAllBytes);
    }

    /** Copies an object into a file. Replaces the file. */
    default void download(String key, Path file) {
        read(key, bytes -> Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING));
    }

    /** Returns all keys that begin with {@code prefix}, in the order of their UTF-8 bytes. */
    default List<String> list(String prefix) {
        return entries(prefix).stream().map(Entry::key).toList();
    }

    /** Closes the connections to the store. */
    @Override
    void close();

    /** Reads the bytes of an object. */
    @FunctionalInterface
    interface Reader<T> {
        /** Returns what was read from {@code bytes}. The store closes the stream. */
        T read(InputStream bytes) throws IOException;
    }

    /**
     * Describes an object in a listing.
     *
     * @param key key of the object
     * @param modified time of the last write by the store's clock; whole seconds in some stores
     */
    record Entry(String key, Instant modified) {}
}
