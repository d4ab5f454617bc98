package dev.thorax.runtime.storage;

import java.net.URI;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

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
                .containsExactly("thorax.storage.access-key", "thorax.storage.secret-key");
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
    }
}
