package dev.thorax.inference.loading;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Timer;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.CanonicalVersionException;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.loading.LoadedScan.AlreadyDiagnosed;
import dev.thorax.inference.loading.LoadedScan.Ready;
import dev.thorax.inference.loading.LoadedScan.Unscorable;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.storage.Backoff;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Fetches and decodes scans on a few threads of its own. No more scans wait for them than one poll brings. An image that is
 * missing is asked for again with growing pauses, as a store may show an object later than its event.
 */
@ApplicationScoped
public class ScanLoader {
    private static final Logger LOG = Logger.getLogger(ScanLoader.class);
    private static final String MISSING = "image-missing";
    private static final Backoff PAUSES = Backoff.between(Duration.ofMillis(200), Duration.ofSeconds(10));

    private final ObjectStore store;
    private final DiagnosedScans diagnosed;
    private final ExecutorService threads;
    private final Timer timer;
    private final Duration wait;

    /** Starts the threads. */
    public ScanLoader(ObjectStore store, DiagnosedScans diagnosed, InferenceConfig config, InferenceMetrics metrics) {
        this.store = store;
        this.diagnosed = diagnosed;
        this.threads = Executors.newFixedThreadPool(config.loaders(), work -> new Thread(work, "scan-loader"));
        this.timer = metrics.loading();
        this.wait = config.imageWait();
    }

    /**
     * Starts to load a scan.
     *
     * @param event a {@link ScanStored} as JSON
     * @return fails with {@link dev.thorax.storage.StoreUnavailableException} if the store cannot be asked
     */
    public CompletableFuture<LoadedScan> load(byte[] event, InputSpec input) {
        return load(event, input, 1, System.nanoTime() + wait.toNanos(), threads);
    }

    private CompletableFuture<LoadedScan> load(
            byte[] event, InputSpec input, int tries, long until, Executor executor) {
        return CompletableFuture.supplyAsync(() -> timer.record(() -> loadNow(event, input)), executor)
                .thenCompose(scan -> {
                    long left = until - System.nanoTime();
                    if (left <= 0 || !(scan instanceof Unscorable missing) || !MISSING.equals(missing.reason())) {
                        return CompletableFuture.completedFuture(scan);
                    }
                    if (tries == 1) {
                        LOG.warnf("An image is waited for millis=%d cause=\"%s\"", wait.toMillis(), missing.detail());
                    }
                    long pause = Math.min(left, PAUSES.pause(tries).toNanos());
                    Executor later = CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, threads);
                    return load(event, input, tries + 1, until, later);
                });
    }

    private LoadedScan loadNow(byte[] json, InputSpec input) {
        try {
            ScanStored event = Json.read(json, ScanStored.class);
            if (!StorageKeys.isName(event.scanId())
                    || !StorageKeys.image(event.scanId()).equals(event.imageKey())) {
                return new Unscorable(
                        "event-invalid", "The event does not name a scan and its own image, so nothing can be scored.");
            }
            if (diagnosed.has(event)) {
                return new AlreadyDiagnosed();
            }
            GreyImage image = CanonicalImage.fromPng(store.get(event.imageKey()), input.canonical());
            byte[] pixels = new byte[input.height() * input.width()];
            ModelInput.write(image, input, pixels, 0);
            return new Ready(event, pixels);
        } catch (Json.UnreadableEventException e) {
            return new Unscorable("event-unreadable", e.getMessage());
        } catch (ObjectMissingException e) {
            return new Unscorable(
                    MISSING,
                    e.getMessage() + " It was waited for " + wait.toSeconds()
                            + " s. When it is there, set thorax.inference.rescore=undiagnosed and the offsets of the"
                            + " group thorax-inference back, and start the service again.");
        } catch (CanonicalVersionException e) {
            return new Unscorable("image-version", e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Unscorable("image-unreadable", e.getMessage() + " Send the scan again under another id.");
        }
    }

    @PreDestroy
    /** Stops the threads. */
    public void close() {
        threads.shutdownNow();
    }
}
