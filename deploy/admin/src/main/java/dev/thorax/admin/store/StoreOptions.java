package dev.thorax.admin.store;

import java.net.URI;

import picocli.CommandLine.Option;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.S3ObjectStore;
import dev.thorax.storage.S3Settings;

/** The object store of a command. Its keys come from the environment, as a command line can be read by others. */
public class StoreOptions {
    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:THORAX_STORAGE_ENDPOINT:-http://127.0.0.1:9000}",
            description = "Address of the S3 API, or THORAX_STORAGE_ENDPOINT (default: ${DEFAULT-VALUE}).")
    private URI endpoint;

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = "${env:THORAX_STORAGE_BUCKET:-thorax}",
            description = "The bucket, or THORAX_STORAGE_BUCKET (default: ${DEFAULT-VALUE}).")
    private String bucket;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            defaultValue = "${env:THORAX_STORAGE_REGION:-us-east-1}",
            description = "The region, or THORAX_STORAGE_REGION (default: ${DEFAULT-VALUE}).")
    private String region;

    /**
     * Opens the store with the keys in THORAX_STORAGE_ACCESS_KEY and THORAX_STORAGE_SECRET_KEY.
     *
     * @throws IllegalArgumentException with a sentence, if one is missing
     */
    public ObjectStore open() {
        return new S3ObjectStore(new S3Settings(
                endpoint,
                region,
                required("THORAX_STORAGE_ACCESS_KEY"),
                required("THORAX_STORAGE_SECRET_KEY"),
                bucket));
    }

    private static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "the environment has no " + variable + "; set it to the key of the object store.");
        }
        return value;
    }
}
