package dev.thorax.faults;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import dev.thorax.servers.KafkaBroker;
import dev.thorax.servers.ServicePrincipal;
import dev.thorax.servers.TestKeys;
import dev.thorax.storage.S3Settings;
import dev.thorax.testing.model.TestBundles;

/** Makes the configuration of the services, which reach broker and store through proxies, and writes their files of keys. */
final class ServiceSettings {
    static final String ENCRYPTION_KEYS = "faults:" + "A".repeat(43) + "=";

    private final KafkaBroker broker;
    private final S3Settings storage;
    private final String proxiedBroker;
    private final URI proxiedStore;
    private final URI explain;
    private final Path keys;
    private final Path signingKey;
    private final Path publicKeys;

    /**
     * Writes the files of keys.
     *
     * @param folder where they go
     * @param storage the store without its proxy
     * @param proxiedBroker {@code host:port} of the proxy of the broker
     * @param proxiedStore address of the proxy of the store
     * @param explain address of explain-service
     */
    ServiceSettings(
            Path folder, KafkaBroker broker, S3Settings storage, String proxiedBroker, URI proxiedStore, URI explain) {
        this.broker = broker;
        this.storage = storage;
        this.proxiedBroker = proxiedBroker;
        this.proxiedStore = proxiedStore;
        this.explain = explain;
        this.keys = TestKeys.write(folder.resolve("services/keys.json").toAbsolutePath());
        this.signingKey = folder.resolve("keys/signing-key.pem").toAbsolutePath();
        this.publicKeys = signingKey.resolveSibling("public-keys.pem");
        TestBundles.KEYS.write(signingKey, publicKeys);
    }

    /** Returns the configuration of one replica. */
    Map<String, String> of(String service, String instance) {
        Map<String, String> settings = new TreeMap<>();
        // A group goes on without a killed replica after 10 s, and not after Kafka's 45 s.
        settings.put("mp.messaging.connector.smallrye-kafka.session.timeout.ms", "10000");
        settings.putAll(ServicePrincipal.settings(broker, ServicePrincipal.of(service)));
        settings.put("kafka.bootstrap.servers", proxiedBroker);
        settings.put("thorax.storage.endpoint", proxiedStore.toString());
        settings.put("thorax.storage.bucket", storage.bucket());
        settings.put("thorax.storage.access-key", storage.accessKey());
        settings.put("thorax.storage.secret-key", storage.secretKey());
        settings.put("thorax.storage.encryption.keys", ENCRYPTION_KEYS);
        settings.put("thorax.access.keys", keys.toString());
        settings.put("thorax.pseudonym.key", "only-for-tests-0123456789");
        settings.put("thorax.training.signing-key", signingKey.toString());
        settings.put("thorax.signatures.public-keys", publicKeys.toString());
        settings.put("thorax.instance", instance);
        settings.put("thorax.explain.url", explain.toString());
        return settings;
    }
}
