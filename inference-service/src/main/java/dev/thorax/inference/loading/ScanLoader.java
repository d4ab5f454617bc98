package dev.thorax.inference.loading;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.CanonicalVersionException;
import dev.thorax.imaging.GreyImage;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.loading.LoadedScan.AlreadyDiagnosed;
import dev.thorax.inference.loading.LoadedScan.Erased;
import dev.thorax.inference.loading.LoadedScan.Ready;
import dev.thorax.inference.loading.LoadedScan.Unscorable;
import dev.thorax.inference.loading.LoadedScan.WithoutLungs;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.storage.ErasedScans;
import dev.thorax.runtime.trace.CurrentTrace;
import dev.thorax.storage.Backoff;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Fetches and decodes scans on a few threads of its own. No more scans wait for them than one poll brings. An image that is
 * missing is asked for again with growing pauses, as a store may show an object later than its event. That ends a while
 * after the event, and so a replay of old events waits for next to nothing.
 */
@ApplicationScoped
public class ScanLoader {
    private static final Logger LOG = Logger.getLogger(ScanLoader.class);
    private static final String MISSING = "image-missing";
    private static final Backoff PAUSES = Backoff.between(Duration.ofMillis(200), Duration.ofSeconds(2));
    /** How long the image of an old event is waited for, as the clocks of two machines differ. */
    private static final Duration SHORTEST = Duration.ofSeconds(3);

    private final ObjectStore store;
    private final DiagnosedScans diagnosed;
    private final ErasedScans erased;
    private final ExecutorService threads;
    private final Timer timer;
    private final Duration wait;
    private final Clock clock;
    private volatile boolean stopping;

    /** Starts the threads. */
    public ScanLoader(
            ObjectStore store,
            DiagnosedScans diagnosed,
            InferenceConfig config,
            InferenceMetrics metrics,
            Clock clock) {
        this.store = store;
        this.diagnosed = diagnosed;
        this.erased = new ErasedScans(store);
        this.threads = Executors.newFixedThreadPool(config.loaders(), work -> new Thread(work, "scan-loader"));
        this.timer = metrics.loading();
        this.wait = config.imageWait();
        this.clock = clock;
    }

    /** Ends the waits, so that no stop takes as long as they do. Their batch comes again at the next start. */
    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /**
     * Starts to load a scan. Logs of it name the trace of the caller.
     *
     * @param event a {@link ScanStored} as JSON
     * @param model makes the input of its network. It is held while a scan is being loaded, also after the caller's close.
     * @return fails with {@link dev.thorax.storage.StoreUnavailableException} if the store cannot be asked
     */
    public CompletableFuture<LoadedScan> load(byte[] event, OpenedModel<?> model) {
        try {
            ScanStored scan = Json.read(event, ScanStored.class);
            return load(scan, model, 1, System.nanoTime() + patience(scan).toNanos(), CurrentTrace.keptBy(threads));
        } catch (Json.UnreadableEventException e) {
            return CompletableFuture.completedFuture(new Unscorable("event-unreadable", e.getMessage()));
        }
    }

    /** Returns how long the image of a scan may be missing from now on. */
    private Duration patience(ScanStored scan) {
        Duration age = scan.storedAt() == null ? wait : Duration.between(scan.storedAt(), clock.instant());
        Duration left = wait.minus(age).compareTo(SHORTEST) < 0 ? SHORTEST : wait.minus(age);
        return left.compareTo(wait) > 0 ? wait : left;
    }

    private CompletableFuture<LoadedScan> load(
            ScanStored event, OpenedModel<?> model, int tries, long until, Executor executor) {
        return CompletableFuture.supplyAsync(() -> timer.record(() -> loadNow(event, model)), executor)
                .thenCompose(scan -> {
                    long left = until - System.nanoTime();
                    if (left <= 0 || !(scan instanceof Unscorable missing) || !MISSING.equals(missing.reason())) {
                        return CompletableFuture.completedFuture(scan);
                    }
                    if (stopping) {
                        throw new CancellationException(
                                "The service stops, and the image is waited for at the next start.");
                    }
                    if (tries == 1) {
                        LOG.warnf("An image is waited for scanId=%s millis=%d", event.scanId(), left / 1_000_000);
                    }
                    long pause = Math.min(left, PAUSES.pause(tries).toNanos());
                    Executor later = CurrentTrace.keptBy(
                            CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, threads));
                    return load(event, model, tries + 1, until, later);
                });
    }

    private LoadedScan loadNow(ScanStored event, OpenedModel<?> model) {
        try (OpenedModel<?> held = model.retain()) {
            return loadNow(event, held.preprocessor());
        }
    }

    private LoadedScan loadNow(ScanStored event, Preprocessor preprocessor) {
        try {
            if (!StorageKeys.isName(event.scanId())
                    || !StorageKeys.image(event.scanId()).equals(event.imageKey())) {
                return new Unscorable(
                        "event-invalid", "The event does not name a scan and its own image, so nothing can be scored.");
            }
            if (diagnosed.has(event)) {
                return new AlreadyDiagnosed();
            }
            GreyImage image = CanonicalImage.fromPng(
                    store.get(event.imageKey()), preprocessor.input().canonical());
            return preprocessor
                    .prepare(image)
                    .<LoadedScan>map(input -> new Ready(event, input))
                    .orElseGet(() -> new WithoutLungs(event));
        } catch (ObjectMissingException e) {
            if (erased.contains(event.scanId())) {
                return new Erased();
            }
            return new Unscorable(
                    MISSING,
                    e.getMessage()
                            + " It was waited for (thorax.inference.image-wait). When it is there, set thorax.inference.rescore=undiagnosed and the offsets of the"
                            + " group thorax-inference back, and start the service again.");
        } catch (CanonicalVersionException e) {
            return new Unscorable("image-version", e.getMessage());
        } catch (IllegalArgumentException | ObjectCorruptException e) {
            return new Unscorable("image-unreadable", e.getMessage() + " Send the scan again under another id.");
        }
    }

    @PreDestroy
    /** Stops the threads. */
    public void close() {
        threads.shutdownNow();
    }
}
