package dev.thorax.servers;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.storage.EncryptionKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStores;
import dev.thorax.testing.storage.ObjectStoreContract;

class EncryptedS3ObjectStoreIT extends ObjectStoreContract {
    private static S3Server server;
    private static ObjectStore store;

    EncryptedS3ObjectStoreIT() {
        super("scans/contract/");
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = S3Server.start(folder, FreePorts.one(), "thorax-test", "thorax-test-secret");
        server.createBucket("encrypted");
        EncryptionKeys keys = EncryptionKeys.parse("tests:" + "B".repeat(43) + "=");
        store = ObjectStores.encrypting(server.settings("encrypted"), keys);
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }
}
