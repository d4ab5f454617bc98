package dev.thorax.contracts.worker;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Configuration of a worker: what is the same for all jobs of one control plane.
 *
 * @param store the object store
 * @param threads threads that an engine computes with; 0 for all processors
 * @param onnxThreads threads of one run in ONNX Runtime; 0 for all processors
 * @param recipes a folder with more recipes, or null
 * @param data a folder for what is kept between trainings
 * @param backbones a folder with weights files
 * @param downloadBackbones whether weights may be downloaded
 * @param backboneSha256 SHA-256 of weights files that an operator trusts, beside those built in
 * @param publicKeys the keys that may sign versions, as PEM. The worker never has the key that signs
 * @param checkpointPause how old a checkpoint must be before the next one is written
 * @param lease how long a lease lasts without renewal
 */
public record WorkerSettings(
        Store store,
        int threads,
        int onnxThreads,
        @Nullable Path recipes,
        Path data,
        Path backbones,
        boolean downloadBackbones,
        Set<String> backboneSha256,
        String publicKeys,
        Duration checkpointPause,
        Duration lease) {
    /** The folder in {@code data} that has decoded data sets. */
    public static final String DECODED = "scans";

    /** The end of the names of decoded data sets. */
    public static final String DECODED_SUFFIX = ".pixels";

    /** The end of the names of data sets that a worker is decoding. It renames one when it is whole. */
    public static final String PART_SUFFIX = ".part";

    /** Returns the same settings with another store. */
    public WorkerSettings withStore(Store other) {
        return new WorkerSettings(
                other,
                threads,
                onnxThreads,
                recipes,
                data,
                backbones,
                downloadBackbones,
                backboneSha256,
                publicKeys,
                checkpointPause,
                lease);
    }

    /**
     * Address of the object store and the keys to it.
     *
     * @param endpoint address of the S3 API
     * @param region region that the store expects in signatures
     * @param accessKey access key
     * @param secretKey secret key
     * @param bucket the bucket
     * @param encryptionKeys keys that the objects of scans are encrypted with, or null
     */
    public record Store(
            URI endpoint,
            String region,
            String accessKey,
            String secretKey,
            String bucket,
            @Nullable String encryptionKeys) {
        /** Returns the same store with other keys. */
        public Store withKeys(String access, String secret, @Nullable String encryption) {
            return new Store(endpoint, region, access, secret, bucket, encryption);
        }

        /** Leaves the keys out. */
        @Override
        public String toString() {
            return "Store[endpoint=" + endpoint + ", bucket=" + bucket + "]";
        }
    }
}
