package dev.thorax.runtime.storage;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import dev.thorax.runtime.config.ConfigCheck;
import dev.thorax.runtime.config.ConfigKey;
import dev.thorax.runtime.config.ConfigSections;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ObjectStoreProducerTest {
    private final ObjectStoreProducer producer = new ObjectStoreProducer();

    @Test
    void shouldMeasureTheStoreOfTheConfiguration() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ObjectStore store = producer.objectStore(new Closed("thorax"), registry);

        assertThatThrownBy(() -> store.exists("a")).isInstanceOf(StoreUnavailableException.class);
        producer.close(store);

        assertThat(registry.get("thorax.object.store.calls").counter().count()).isEqualTo(1);
    }

    @Test
    void shouldHaveNoDefaultForItsSecretsOnly() {
        List<ConfigKey> keys = ConfigSections.of(StorageConfig.class).keys();

        assertThat(keys)
                .filteredOn(key -> key.defaultValue().isEmpty())
                .extracting(ConfigKey::name)
                .containsExactly(
                        "thorax.storage.access-key", "thorax.storage.encryption.keys", "thorax.storage.secret-key");
    }

    @Test
    void shouldRefuseKeysOfAnotherFormAndNotPrintThem() {
        assertThat(problems("2026:secret"))
                .singleElement()
                .asString()
                .startsWith("thorax.storage.encryption.keys has another form, it must have keys ID:KEY")
                .doesNotContain("secret,")
                .doesNotContain("2026");
        assertThat(problems("2026:" + "A".repeat(43) + "=")).isEmpty();
    }

    private static List<String> problems(String keys) {
        Map<String, String> values = Map.of(
                "thorax.storage.access-key",
                "a",
                "thorax.storage.secret-key",
                "s",
                "thorax.storage.encryption.keys",
                keys);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 250))
                .build();
        return ConfigCheck.problems(config, ConfigSections.of(StorageConfig.class));
    }

    /** Nothing listens at port 1. */
    private record Closed(String bucket) implements StorageConfig {
        @Override
        public boolean sweep() {
            return true;
        }

        @Override
        public URI endpoint() {
            return URI.create("http://127.0.0.1:1");
        }

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public String accessKey() {
            return "key";
        }

        @Override
        public String secretKey() {
            return "secret-key";
        }

        @Override
        public Encryption encryption() {
            return Optional::empty;
        }
    }
}
