package dev.thorax.runtime.storage;

import java.net.URI;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.Format;
import dev.thorax.runtime.config.Secret;
import dev.thorax.storage.EncryptionKeys;

/** Configures the object store. */
@ConfigMapping(prefix = "thorax.storage")
public interface StorageConfig {
    /** Address of the S3 API. */
    @WithDefault("http://127.0.0.1:9000")
    @Format(regex = Format.HTTP_URL, meaning = "an address that begins with http:// or https://")
    URI endpoint();

    /** The bucket that holds everything; it must exist. */
    @WithDefault("thorax")
    @Format(
            regex = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
            meaning = "the name of a bucket, 3 to 63 characters of a-z, 0-9, dot and hyphen")
    String bucket();

    /** Region that the store expects in signatures. */
    @WithDefault("us-east-1")
    String region();

    /** Makes services delete old objects that can be made again; not needed if the bucket has lifecycle rules. */
    @WithDefault("true")
    boolean sweep();

    /** Access key. */
    @Secret
    String accessKey();

    /** Secret key. */
    @Secret
    String secretKey();

    /** Encryption of the objects of scans. */
    Encryption encryption();

    /** Encryption of the objects of scans. */
    interface Encryption {
        /** The keys, of which the first one writes. Without keys, objects are written as they are. */
        @Secret(optional = true)
        @Format(regex = EncryptionKeys.FORM, meaning = EncryptionKeys.MEANING)
        Optional<String> keys();
    }
}
