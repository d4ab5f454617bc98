package dev.thorax.servers;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.S3ObjectStore;
import dev.thorax.testing.storage.ObjectStoreContract;

class S3ObjectStoreIT extends ObjectStoreContract {
    private static S3Server server;
    private static S3ObjectStore store;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = S3Server.start(folder, FreePorts.one(), "thorax-test", "thorax-test-secret");
        store = new S3ObjectStore(server.settings("contract"));
        store.createBucket();
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
