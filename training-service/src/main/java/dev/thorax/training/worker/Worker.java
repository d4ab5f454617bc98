package dev.thorax.training.worker;

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

import dev.thorax.events.EventJson;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.CrossValidation;
import dev.thorax.training.Engines;
import dev.thorax.training.TrainingJob;
import dev.thorax.training.backbone.BackboneFiles;
import dev.thorax.training.backbone.BackboneStore;
import dev.thorax.training.backbone.Download;
import dev.thorax.training.bundle.Bundles;
import dev.thorax.training.checkpoint.Checkpoints;
import dev.thorax.training.dataset.DatasetReader;
import dev.thorax.training.dataset.PixelCache;
import dev.thorax.training.recipe.Recipes;
import dev.thorax.training.store.PatientStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The process of one training: reads its {@link WorkOrder}, says its {@link Words}, and is gone. */
public final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);

    private Worker() {}

    /** Halts instead of returning, so that no library's cleaning up at exit can hang or crash. */
    public static void main(String[] arguments) throws IOException {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        WorkOrder order = EventJson.read(in.readLine().getBytes(UTF_8), WorkOrder.class);
        Tether.tie(in, order.leash(), order.folder());
        offerToOomKiller();
        Words words = new Words(out, order.mark());
        words.say(result(order, words));
        Runtime.getRuntime().halt(0);
    }

    private static Word result(WorkOrder order, Words words) {
        try {
            return Word.of(job(order).run(order.request(), progress -> words.say(Word.of(progress))));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            LOG.error("The training failed", e);
            return Word.failed(FailureSentence.of(e));
        }
    }

    private static TrainingJob job(WorkOrder order) {
        JobSettings settings = order.settings();
        PatientStore store = new PatientStore(new ObjectStore(
                settings.endpoint(), settings.region(), settings.accessKey(), settings.secretKey(), settings.bucket()));
        Clock clock = Clock.systemUTC();
        PixelCache cache = new PixelCache(settings.data().resolve("scans"), clock);
        BackboneFiles backbones = new BackboneFiles(
                settings.backbones(),
                BackboneStore.in(store),
                settings.downloadBackbones() ? Optional.of(new Download()) : Optional.empty());
        return new TrainingJob(
                Recipes.load(Optional.ofNullable(settings.recipes())),
                Engines.installed(settings.engine(), settings.threads()),
                backbones,
                new DatasetReader(store, cache),
                new Bundles(store),
                new CrossValidation(store),
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
