package dev.thorax.admin.store;

import java.net.URI;

import picocli.CommandLine.Option;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.S3ObjectStore;
import dev.thorax.storage.S3Settings;

/** The bucket to which a command copies. Its keys come from the environment, as a command line can be read by others. */
class CopyTarget {
    @Option(names = "--to-endpoint", required = true, paramLabel = "URL", description = "Address of the other S3 API.")
    private URI endpoint;

    @Option(names = "--to-bucket", required = true, paramLabel = "NAME", description = "The other bucket.")
    private String bucket;

    @Option(
            names = "--to-region",
            paramLabel = "NAME",
            defaultValue = "us-east-1",
            description = "Its region (default: ${DEFAULT-VALUE}).")
    private String region;

    /**
     * Opens the store with the keys in THORAX_COPY_ACCESS_KEY and THORAX_COPY_SECRET_KEY.
     *
     * @throws IllegalArgumentException with a sentence, if one is missing
     */
    ObjectStore open() {
        return new S3ObjectStore(new S3Settings(
                endpoint, region, required("THORAX_COPY_ACCESS_KEY"), required("THORAX_COPY_SECRET_KEY"), bucket));
    }

    private static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "the environment has no " + variable + "; set it to the key of the store with the other bucket.");
        }
        return value;
    }
}
