package dev.thorax.worker.process;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStores;
import dev.thorax.storage.S3Settings;
import dev.thorax.worker.backbone.BackboneDownload;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.backbone.BackboneStore;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.checkpoint.Checkpoints;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.PixelCache;
import dev.thorax.worker.job.EngineRegistry;
import dev.thorax.worker.job.FoldStore;
import dev.thorax.worker.job.TrainingJob;
import dev.thorax.worker.recipe.Recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The process of one training: reads its {@link WorkerRequest}, says its {@link WorkerProtocol}, and is gone. */
public final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);

    private Worker() {}

    /** Halts instead of returning, so that no library's cleaning up at exit can hang or crash. */
    public static void main(String[] arguments) throws IOException {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        WorkerRequest order = Json.read(in.readLine().getBytes(UTF_8), WorkerRequest.class);
        ParentWatchdog.tie(in, order.leash(), order.folder());
        offerToOomKiller();
        WorkerProtocol words = new WorkerProtocol(out, order.mark());
        words.say(result(order, words));
        Runtime.getRuntime().halt(0);
    }

    private static WorkerMessage result(WorkerRequest order, WorkerProtocol words) {
        try {
            return WorkerMessage.of(job(order).run(order.request(), progress -> words.say(WorkerMessage.of(progress))));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            LOG.error("The training failed", e);
            return WorkerMessage.failed(FailureMessages.of(e));
        }
    }

    private static TrainingJob job(WorkerRequest order) {
        WorkerSettings settings = order.settings();
        ObjectStore store = ObjectStores.retrying(new S3Settings(
                settings.endpoint(), settings.region(), settings.accessKey(), settings.secretKey(), settings.bucket()));
        Clock clock = Clock.systemUTC();
        PixelCache cache = new PixelCache(settings.data().resolve("scans"), clock);
        BackboneFiles backbones = new BackboneFiles(
                settings.backbones(),
                BackboneStore.in(store),
                settings.downloadBackbones() ? Optional.of(new BackboneDownload()) : Optional.empty());
        return new TrainingJob(
                Recipes.load(Optional.ofNullable(settings.recipes())),
                EngineRegistry.installed(settings.engine(), settings.threads()),
                backbones,
                new DatasetReader(store, cache),
                new BundleStore(store),
                new FoldStore(store),
                Checkpoints.in(store, order.folder(), settings.checkpointPause(), clock),
                clock);
    }

    /** Where the memory of the machine or container runs out, Linux kills this process before any other. */
    private static void offerToOomKiller() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException e) {
            LOG.debug("The kernel does not take oom_score_adj", e);
        }
    }
}
