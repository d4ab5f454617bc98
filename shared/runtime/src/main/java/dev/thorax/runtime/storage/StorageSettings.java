package dev.thorax.runtime.storage;

import dev.thorax.storage.EncryptionKeys;
import dev.thorax.storage.S3Settings;

/** Reads the settings of the object store from its configuration. */
public final class StorageSettings {
    private StorageSettings() {}

    /** Returns the address of the store and the account. */
    public static S3Settings s3(StorageConfig config) {
        return new S3Settings(
                config.endpoint(), config.region(), config.accessKey(), config.secretKey(), config.bucket());
    }

    /** Returns the keys that encrypt the objects of scans; none if encryption is off. */
    public static EncryptionKeys encryptionKeys(StorageConfig config) {
        return config.encryption().keys().map(EncryptionKeys::parse).orElse(EncryptionKeys.NONE);
    }
}
