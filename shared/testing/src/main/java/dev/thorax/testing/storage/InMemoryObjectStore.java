package dev.thorax.testing.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** Keeps objects in memory. Can fail a number of calls, as a store that is away. */
public final class InMemoryObjectStore implements ObjectStore {
    private final NavigableMap<String, StoredObject> objects =
            new ConcurrentSkipListMap<>((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
    private final AtomicInteger failures = new AtomicInteger();
    private final Clock clock;
    private volatile Consumer<String> hook = call -> {};

    /** Creates an empty store that takes the times of its entries from {@code clock}. */
    public InMemoryObjectStore(Clock clock) {
        this.clock = clock;
    }

    /** Fails the next {@code calls} calls with {@link StoreUnavailableException}; 0 ends the failures. */
    public void failNext(int calls) {
        failures.set(calls);
    }

    /**
     * Runs {@code hook} before each call from now on. The hook may change the store, or throw.
     *
     * @param hook gets the call, such as {@code read KEY}, {@code write KEY} or {@code list PREFIX}
     */
    public void beforeEachCall(Consumer<String> hook) {
        this.hook = hook;
    }

    /** Returns the media type that an object was written with. */
    public String mediaType(String key) {
        return find(key).mediaType();
    }

    @Override
    public void put(String key, byte[] bytes, String mediaType) {
        check("write " + key);
        objects.put(key, stored(bytes, mediaType));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes, String mediaType) {
        check("write " + key);
        return objects.putIfAbsent(key, stored(bytes, mediaType)) == null;
    }

    @Override
    public void upload(String key, Path file, String mediaType) {
        try {
            put(key, Files.readAllBytes(file), mediaType);
        } catch (IOException e) {
            throw new StoreUnavailableException("write " + key, e);
        }
    }

    @Override
    public <T> T read(String key, Reader<T> reader) {
        try (InputStream bytes = open(key)) {
            return reader.read(bytes);
        } catch (IOException e) {
            throw new StoreUnavailableException("read " + key, e);
        }
    }

    @Override
    public InputStream open(String key) {
        check("read " + key);
        return new ByteArrayInputStream(find(key).bytes());
    }

    @Override
    public boolean exists(String key) {
        check("look up " + key);
        return objects.containsKey(key);
    }

    @Override
    public void delete(String key) {
        check("delete " + key);
        objects.remove(key);
    }

    @Override
    public List<Entry> entries(String prefix) {
        check("list " + prefix);
        return objects.tailMap(prefix, true).entrySet().stream()
                .takeWhile(object -> object.getKey().startsWith(prefix))
                .map(object -> new Entry(object.getKey(), object.getValue().modified()))
                .toList();
    }

    @Override
    public List<Entry> page(String prefix, String after, int limit) {
        return entries(prefix).stream()
                .filter(entry -> Arrays.compareUnsigned(utf8(entry.key()), utf8(after)) > 0)
                .limit(limit)
                .toList();
    }

    /** Keeps the objects, so that a test can read them afterwards. */
    @Override
    public void close() {
        failures.set(0);
    }

    private StoredObject find(String key) {
        StoredObject object = objects.get(key);
        if (object == null) {
            throw new ObjectMissingException(key);
        }
        return object;
    }

    private StoredObject stored(byte[] bytes, String mediaType) {
        return new StoredObject(bytes.clone(), mediaType, clock.instant());
    }

    private void check(String action) {
        hook.accept(action);
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StoreUnavailableException(action, new IOException("the test lets this call fail"));
        }
    }

    private static byte[] utf8(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private record StoredObject(byte[] bytes, String mediaType, Instant modified) {}
}
