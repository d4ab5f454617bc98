package dev.thorax.storage;

import java.net.URI;

/**
 * Names one bucket of an S3 store and the account that reads and writes it.
 *
 * @param endpoint address of the S3 API
 * @param region region that the store expects in signatures
 * @param bucket name of the bucket
 */
public record S3Settings(URI endpoint, String region, String accessKey, String secretKey, String bucket) {
    /** Leaves out the keys, so that they get into no log. */
    @Override
    public String toString() {
        return endpoint + " bucket " + bucket;
    }
}
