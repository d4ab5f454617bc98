package dev.thorax.runtime.storage;

import java.net.URI;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the object store is. */
@ConfigMapping(prefix = "thorax.storage")
public interface StorageConfig {
    /** Address of the S3 API. */
    @WithDefault("http://127.0.0.1:9000")
    URI endpoint();

    /** The bucket that holds everything; it must exist. */
    @WithDefault("thorax")
    String bucket();

    /** Region that the store expects in signatures. */
    @WithDefault("us-east-1")
    String region();

    /** Access key. */
    String accessKey();

    /** Secret key. */
    String secretKey();
}
