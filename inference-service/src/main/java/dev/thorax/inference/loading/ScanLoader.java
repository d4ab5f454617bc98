package dev.thorax.inference.loading;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Timer;

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
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Fetches and decodes scans on a few threads of its own. No more scans wait for them than one poll brings. */
@ApplicationScoped
public class ScanLoader {
    private final ObjectStore store;
    private final DiagnosedScans diagnosed;
    private final ExecutorService threads;
    private final Timer timer;

    /** Starts the threads. */
    public ScanLoader(ObjectStore store, DiagnosedScans diagnosed, InferenceConfig config, InferenceMetrics metrics) {
        this.store = store;
        this.diagnosed = diagnosed;
        this.threads = Executors.newFixedThreadPool(config.loaders(), work -> new Thread(work, "scan-loader"));
        this.timer = metrics.loading();
    }

    /**
     * Starts to load a scan.
     *
     * @param event a {@link ScanStored} as JSON
     * @return fails with {@link dev.thorax.storage.StoreUnavailableException} if the store cannot be asked
     */
    public CompletableFuture<LoadedScan> load(byte[] event, InputSpec input) {
        return CompletableFuture.supplyAsync(() -> timer.record(() -> loadNow(event, input)), threads);
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
            return new Unscorable("image-missing", e.getMessage() + " Send the scan again under another id.");
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
