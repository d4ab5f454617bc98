package dev.thorax.storage;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that fails its first calls and then answers with fixed values. */
final class FailingStore {
    private static final List<ObjectStore.Entry> NOTHING = List.of();

    final AtomicInteger calls = new AtomicInteger();
    private final int failures;

    FailingStore(int failures) {
        this.failures = failures;
    }

    ObjectStore store() {
        return (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (calls.incrementAndGet() <= failures) {
                        throw new StoreUnavailableException("answer", new IOException("refused"));
                    }
                    if (method.getName().equals("read") || method.getName().equals("open")) {
                        throw new ObjectMissingException((String) arguments[0]);
                    }
                    if (method.getReturnType() == boolean.class) {
                        return true;
                    }
                    return method.getReturnType() == void.class ? null : NOTHING;
                });
    }
}
