package dev.thorax.ingest.decode;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.config.IngestConfig;

/** Decodes the pictures of this service in its decoder processes, which run from the start to the end of the service. */
@ApplicationScoped
public class DecoderProcesses implements ScanDecoder, MaskDecoder {
    private static final Logger LOG = Logger.getLogger(DecoderProcesses.class);

    private final IngestConfig.Decode config;
    private final DecoderMetrics metrics;
    private volatile DecoderPool pool;

    /** Takes the limits of the processes from {@code config}. */
    public DecoderProcesses(IngestConfig config, DecoderMetrics metrics) {
        this.config = config.decode();
        this.metrics = metrics;
    }

    /** Starts the processes after the configuration was checked and before the service takes scans. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent starting) {
        start();
    }

    /** Starts the processes and waits until one can take a picture. */
    public void start() {
        DecodeLimits limits = new DecodeLimits(config.deadline(), config.memoryMib());
        pool = new DecoderPool(DecoderCommand.ofThisService(limits), config.processes(), limits, metrics::ended);
        try {
            pool.awaitReady();
        } catch (DecoderUnavailableException e) {
            LOG.errorf(e, "The service starts without a process that decodes pictures, so it is not ready");
        }
    }

    /** Returns why no process starts, or null if one did. */
    @Nullable
    String fault() {
        return pool.fault();
    }

    @Override
    public DecodedScan decode(byte[] file) throws UnacceptableScanException {
        return pool.decode(file);
    }

    @Override
    public DecodedScan decodeMask(byte[] file) throws UnacceptableScanException {
        return pool.decodeMask(file);
    }

    @PreDestroy
    void stop() {
        if (pool != null) {
            pool.close();
        }
    }
}
