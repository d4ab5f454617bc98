package dev.thorax.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
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

/** Stores objects in one bucket of an S3 store. */
public final class S3ObjectStore implements ObjectStore {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TRANSFER = Duration.ofSeconds(30);

    /** The answer that there is an object. A 409 is none: another write was under way, which may fail. */
    private static final int PRECONDITION_FAILED = 412;

    /** S3's own limit of keys in one answer. */
    private static final int PAGE = 1000;

    private final MinioClient client;
    private final String bucket;

    /** Prepares the client. Sends no request yet. */
    public S3ObjectStore(S3Settings settings) {
        this.client = MinioClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(
                        Http.setTimeout(
                                Http.newDefaultClient(), CONNECT.toMillis(), TRANSFER.toMillis(), TRANSFER.toMillis()),
                        true)
                .build();
        this.bucket = settings.bucket();
    }

    /** Creates the bucket if it does not exist. */
    public void createBucket() {
        try {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            }
        } catch (MinioException | IllegalStateException e) {
            throw failure(e, "make the bucket", bucket);
        }
    }

    @Override
    public void put(String key, byte[] bytes, String mediaType) {
        write(key, bytes, mediaType, Map.of());
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes, String mediaType) {
        try {
            write(key, bytes, mediaType, Map.of("If-None-Match", "*"));
            return true;
        } catch (StoreUnavailableException e) {
            if (e.getCause() instanceof ErrorResponseException refused
                    && refused.response().code() == PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    @Override
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

    @Override
    public <T> T read(String key, Reader<T> reader) {
        try (InputStream object = open(key)) {
            return reader.read(object);
        } catch (IOException e) {
            throw failure(e, "read", key);
        }
    }

    @Override
    public InputStream open(String key) {
        try {
            return client.getObject(
                    GetObjectArgs.builder().bucket(bucket).object(key).build());
        } catch (MinioException | IllegalStateException e) {
            throw failure(e, "read", key);
        }
    }

    @Override
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

    @Override
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

    @Override
    public List<Entry> entries(String prefix) {
        return list(ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true), prefix, Integer.MAX_VALUE);
    }

    @Override
    public List<Entry> page(String prefix, String after, int limit) {
        ListObjectsArgs.Builder page =
                ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true);
        return list(after.isEmpty() ? page : page.startAfter(after), prefix, limit);
    }

    /** Returns the first {@code limit} objects of a listing, which the client reads page by page. */
    private List<Entry> list(ListObjectsArgs.Builder listing, String prefix, int limit) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (Result<Item> item :
                    client.listObjects(listing.maxKeys(Math.min(limit, PAGE)).build())) {
                entries.add(new Entry(
                        item.get().objectName(), item.get().lastModified().toInstant()));
                if (entries.size() == limit) {
                    break;
                }
            }
        } catch (MinioException | IllegalStateException e) {
            throw failure(e, "list", prefix);
        }
        return entries;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("Could not close the client of the object store.", e);
        }
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

    // The client hides a refused or broken connection in an IllegalStateException.
    private static RuntimeException failure(Exception e, String verb, String key) {
        if (e instanceof ErrorResponseException answer
                && "NoSuchKey".equals(answer.errorResponse().code())) {
            return new ObjectMissingException(key);
        }
        return new StoreUnavailableException(verb + " " + key, e);
    }
}
