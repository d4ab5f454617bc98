package dev.thorax.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thorax.contracts.storage.StorageKeys;

/**
 * Encrypts the objects of scans: those whose keys are {@link StorageKeys#isOfScans}. The other objects pass as they are. So do
 * objects of scans that were written before there were keys, which lack the mark of {@link ObjectHeader}.
 *
 * <p>Reading throws {@link ObjectCorruptException} if an object was changed, cut off or swapped, and
 * {@link StoreUnavailableException} if its key is not configured. Listings give no sizes, so nothing there differs.
 */
public final class EncryptingObjectStore implements ObjectStore {
    private static final Logger LOG = Logger.getLogger(EncryptingObjectStore.class);

    private final ObjectStore store;
    private final EncryptionKeys keys;

    /** Keeps the objects in {@code store}. */
    public EncryptingObjectStore(ObjectStore store, EncryptionKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    @Override
    public void put(String key, byte[] bytes, String mediaType) {
        store.put(key, writer(key).map(cipher -> cipher.encrypted(bytes)).orElse(bytes), mediaType);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes, String mediaType) {
        return store.putIfAbsent(
                key, writer(key).map(cipher -> cipher.encrypted(bytes)).orElse(bytes), mediaType);
    }

    @Override
    public void upload(String key, Path file, String mediaType) {
        Optional<ObjectCipher> cipher = writer(key);
        if (cipher.isEmpty()) {
            store.upload(key, file, mediaType);
            return;
        }
        Path sealed = sealed(key, cipher.get(), file);
        try {
            store.upload(key, sealed, mediaType);
        } finally {
            TempFolder.delete(sealed);
        }
    }

    @Override
    public <T> T read(String key, Reader<T> reader) {
        return store.read(key, bytes -> reader.read(opened(key, bytes)));
    }

    @Override
    public InputStream open(String key) {
        InputStream bytes = store.open(key);
        try {
            return opened(key, bytes);
        } catch (IOException e) {
            close(bytes, e);
            throw new StoreUnavailableException("read " + key, e);
        } catch (RuntimeException e) {
            close(bytes, e);
            throw e;
        }
    }

    @Override
    public boolean exists(String key) {
        return store.exists(key);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }

    @Override
    public List<Entry> entries(String prefix) {
        return store.entries(prefix);
    }

    @Override
    public List<Entry> page(String prefix, String after, int limit) {
        return store.page(prefix, after, limit);
    }

    @Override
    public void close() {
        store.close();
    }

    private Optional<ObjectCipher> writer(String key) {
        return keys.writer()
                .filter(id -> StorageKeys.isOfScans(key))
                .map(id -> ObjectCipher.writer(id, keys.find(id).orElseThrow(), key));
    }

    private InputStream opened(String key, InputStream bytes) throws IOException {
        if (!StorageKeys.isOfScans(key)) {
            return bytes;
        }
        PushbackInputStream stored = new PushbackInputStream(bytes, ObjectHeader.MARK_BYTES);
        byte[] first = stored.readNBytes(ObjectHeader.MARK_BYTES);
        if (!ObjectHeader.isMark(first)) {
            stored.unread(first);
            return stored;
        }
        ObjectHeader header = ObjectHeader.read(stored).orElseThrow(() -> corrupt(key));
        byte[] master = keys.find(header.keyId())
                .orElseThrow(() -> new StoreUnavailableException(
                        "read " + key,
                        new IllegalStateException("its key " + header.keyId()
                                + " is not configured; add it to thorax.storage.encryption.keys")));
        return new DecryptingStream(stored, ObjectCipher.reader(header, master, key), key);
    }

    /** Logs that an object is corrupt, and returns the exception to throw. */
    static ObjectCorruptException corrupt(String key) {
        LOG.errorf("An encrypted object cannot be decrypted; it was changed, cut off or moved key=%s", key);
        return new ObjectCorruptException(key);
    }

    /** Returns a temporary file with {@code file} as it is stored. */
    private static Path sealed(String key, ObjectCipher cipher, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Path sealed = Files.createTempFile("thorax-object", ".sealed");
            try (OutputStream out = Files.newOutputStream(sealed)) {
                cipher.encrypt(in, out);
            }
            return sealed;
        } catch (IOException e) {
            throw new StoreUnavailableException("write " + key, e);
        }
    }

    private static void close(InputStream bytes, Exception failure) {
        try {
            bytes.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
