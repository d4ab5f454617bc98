package dev.thorax.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;

/**
 * One bucket of an S3 store. Safe for use by many threads.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the store does not do as asked; reading throws
 * {@link ObjectMissingException} where there is no such object.
 */
public final class ObjectStore implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TRANSFER = Duration.ofSeconds(30);

    private final MinioClient client;
    private final String bucket;

    /**
     * Connects to {@code bucket}; makes no request yet.
     *
     * @param endpoint address of the S3 API
     */
    public ObjectStore(URI endpoint, String region, String accessKey, String secretKey, String bucket) {
        this.client = MinioClient.builder()
                .endpoint(endpoint.toString())
                .region(region)
                .credentials(accessKey, secretKey)
                .httpClient(
                        Http.setTimeout(
                                Http.newDefaultClient(), CONNECT.toMillis(), TRANSFER.toMillis(), TRANSFER.toMillis()),
                        true)
                .build();
        this.bucket = bucket;
    }

    /** Makes the bucket, unless it is there. */
    public void createBucket() {
        try {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            }
        } catch (MinioException | IllegalStateException e) {
            throw failure(e, "make the bucket", bucket);
        }
    }

    /** Writes an object, replacing one of the same key. */
    public void put(String key, byte[] bytes, String mediaType) {
        write(key, bytes, mediaType, Map.of());
    }

    /**
     * Writes an object only if there is none of that key.
     *
     * @return whether it was written
     */
    public boolean putIfAbsent(String key, byte[] bytes, String mediaType) {
        try {
            write(key, bytes, mediaType, Map.of("If-None-Match", "*"));
            return true;
        } catch (StoreUnavailableException e) {
            if (e.getCause() instanceof ErrorResponseException refused && isConflict(refused)) {
                return false;
            }
            throw e;
        }
    }

    /** The bytes of an object. */
    public byte[] get(String key) {
        return read(key, InputStream::readAllBytes);
    }

    /**
     * Reads an object as it comes, without keeping all of it in memory.
     *
     * @param reader takes the bytes; an {@link IOException} out of it counts as one of the store
     */
    public <T> T read(String key, Reader<T> reader) {
        try (InputStream object = client.getObject(
                GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            return reader.read(object);
        } catch (MinioException | IllegalStateException | IOException e) {
            throw failure(e, "read", key);
        }
    }

    /** Takes the bytes of an object. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(InputStream bytes) throws IOException;
    }

    /** The bytes of an object as they come; the caller closes it. */
    public InputStream open(String key) {
        try {
            return client.getObject(
                    GetObjectArgs.builder().bucket(bucket).object(key).build());
        } catch (MinioException | IllegalStateException e) {
            throw failure(e, "read", key);
        }
    }

    /** Copies an object into a file, replacing what was there. */
    public void download(String key, Path file) {
        try (InputStream object = client.getObject(
                GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            Files.copy(object, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (MinioException | IllegalStateException | IOException e) {
            throw failure(e, "read", key);
        }
    }

    /** Writes a file as an object, replacing one of the same key; readers see the whole of it or what was there. */
    public void upload(String key, Path file, String mediaType) {
        try {
            client.uploadObject(UploadObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .filename(file.toString())
                    .contentType(mediaType)
                    .build());
        } catch (MinioException | IllegalStateException e) {
            throw failure(e, "write", key);
        }
    }

    /** Whether there is an object of that key. */
    public boolean exists(String key) {
        try {
            client.statObject(
                    StatObjectArgs.builder().bucket(bucket).object(key).build());
            return true;
        } catch (MinioException | IllegalStateException e) {
            if (failure(e, "look up", key) instanceof StoreUnavailableException unavailable) {
                throw unavailable;
            }
            return false;
        }
    }

    /** Removes an object; does nothing where there is none of that key. */
    public void delete(String key) {
        try {
            client.removeObject(
                    RemoveObjectArgs.builder().bucket(bucket).object(key).build());
        } catch (MinioException | IllegalStateException e) {
            if (failure(e, "delete", key) instanceof StoreUnavailableException unavailable) {
                throw unavailable;
            }
        }
    }

    /** All keys that begin with {@code prefix}, in the order of their UTF-8 bytes. */
    public List<String> list(String prefix) {
        return entries(prefix).stream().map(Entry::key).toList();
    }

    /** All objects whose keys begin with {@code prefix}, in the order of their keys' UTF-8 bytes. */
    public List<Entry> entries(String prefix) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (Result<Item> item : client.listObjects(ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .recursive(true)
                    .build())) {
                entries.add(new Entry(
                        item.get().objectName(), item.get().lastModified().toInstant()));
            }
        } catch (MinioException | IllegalStateException e) {
            throw failure(e, "list", prefix);
        }
        return entries;
    }

    /**
     * An object as a listing shows it.
     *
     * @param key its key
     * @param modified when it was last written, by the store's clock; whole seconds in some stores
     */
    public record Entry(String key, Instant modified) {}

    @Override
    public void close() throws Exception {
        client.close();
    }

    private void write(String key, byte[] bytes, String mediaType, Map<String, String> headers) {
        try {
            client.putObject(PutObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .data(bytes, bytes.length)
                    .contentType(mediaType)
                    .extraHeaders(headers)
                    .build());
        } catch (MinioException | IllegalStateException e) {
            throw failure(e, "write", key);
        }
    }

    private static boolean isConflict(ErrorResponseException e) {
        int status = e.response().code();
        return status == 412 || status == 409;
    }

    // The client hides a refused or broken connection in an IllegalStateException.
    private static RuntimeException failure(Exception e, String verb, String key) {
        if (e instanceof ErrorResponseException answer
                && "NoSuchKey".equals(answer.errorResponse().code())) {
            return new ObjectMissingException(key);
        }
        return new StoreUnavailableException(verb + " " + key, e);
    }
}
