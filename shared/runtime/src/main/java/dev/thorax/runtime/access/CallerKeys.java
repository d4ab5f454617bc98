package dev.thorax.runtime.access;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

import dev.thorax.access.key.AccessKey;
import dev.thorax.access.key.AccessKeys;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.KeyFileException;

/**
 * Holds the keys of callers, and reads their file again each second, whether it was changed, replaced, or lies behind another
 * link now. While the file cannot be read the last keys stay valid, so that a wrong edit does not stop all devices.
 */
@Singleton
public class CallerKeys {
    private static final Logger LOG = Logger.getLogger(CallerKeys.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Optional<Path> file;
    private final Clock clock;
    private volatile AccessKeys keys;
    private byte[] content = {};
    private String problem = "";
    private Cancellable reading = () -> {};

    CallerKeys(AccessConfig config, Clock clock) {
        this.file = config.keys().map(Path::of);
        this.clock = clock;
    }

    /** Stops the start without readable keys. It runs after the check of the configuration. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent starting) {
        try {
            read();
        } catch (KeyFileException e) {
            throw new ConfigurationException(e.getMessage());
        }
        reading = Multi.createFrom()
                .ticks()
                .onExecutor(Infrastructure.getDefaultWorkerPool())
                .startingAfter(INTERVAL)
                .every(INTERVAL)
                .onOverflow()
                .drop()
                .subscribe()
                .with(tick -> readAgain());
    }

    @PreDestroy
    void stop() {
        reading.cancel();
    }

    /** Returns the valid key of the form {@code id.secret}; empty if there is none. */
    public Optional<AccessKey> find(String text) {
        return keys.find(text, clock.instant());
    }

    /** Returns whether a key that was found is still valid: neither expired nor withdrawn. */
    public boolean isValid(AccessKey key) {
        return keys.isValid(key, clock.instant());
    }

    /** Reads the file if it was changed. Logs a problem once. */
    void readAgain() {
        try {
            read();
            problem = "";
        } catch (KeyFileException e) {
            if (!problem.equals(e.getMessage())) {
                problem = e.getMessage();
                LOG.errorf("Kept the last keys of callers, as their file cannot be read cause=\"%s\"", problem);
            }
        }
    }

    private void read() {
        Path path = file.orElseThrow();
        byte[] bytes = KeyFile.bytes(path);
        if (!Arrays.equals(bytes, content) || keys == null) {
            keys = KeyFile.parse(path, bytes);
            content = bytes;
            LOG.infof("Read the keys of callers keys=%d", keys.list().size());
        }
    }
}
