package dev.thorax.runtime.storage;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.runtime.config.TestConfig;
import dev.thorax.storage.EncryptionKeys;
import dev.thorax.storage.S3Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StorageSettingsTest {
    private static final String SECRET = "A".repeat(43) + "=";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "thorax.storage.endpoint", "https://store.example",
            "thorax.storage.region", "eu-1",
            "thorax.storage.access-key", "account",
            "thorax.storage.secret-key", "only-for-tests",
            "thorax.storage.bucket", "scans"));

    @Test
    void shouldTakeEachPartOfTheAddressAndTheAccountFromItsKey() {
        assertThat(StorageSettings.s3(config()))
                .isEqualTo(new S3Settings(
                        URI.create("https://store.example"), "eu-1", "account", "only-for-tests", "scans"));
    }

    @Test
    void shouldEncryptNothingWithoutKeys() {
        assertThat(StorageSettings.encryptionKeys(config())).isSameAs(EncryptionKeys.NONE);
    }

    @Test
    void shouldReadTheKeysInTheirOrder() {
        values.put("thorax.storage.encryption.keys", "new:" + SECRET + ",old:" + SECRET);

        assertThat(StorageSettings.encryptionKeys(config())).hasToString("[new, old]");
    }

    @Test
    void shouldNotTakeKeysOfAnotherFormForNone() {
        values.put("thorax.storage.encryption.keys", "new:" + SECRET + ";");

        assertThatIllegalArgumentException().isThrownBy(() -> StorageSettings.encryptionKeys(config()));
    }

    private StorageConfig config() {
        return TestConfig.of(StorageConfig.class, values);
    }
}
