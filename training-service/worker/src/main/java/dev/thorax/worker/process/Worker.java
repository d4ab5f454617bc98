package dev.thorax.worker.process;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.contracts.worker.WorkerExit;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.contracts.worker.WorkerProtocol;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.engine.torch.TorchEngine;
import dev.thorax.storage.EncryptionKeys;
import dev.thorax.storage.InstrumentedObjectStore;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStores;
import dev.thorax.storage.RetryingObjectStore;
import dev.thorax.storage.S3Settings;
import dev.thorax.storage.TempFolder;
import dev.thorax.worker.job.EngineRegistry;
import dev.thorax.worker.recipe.Recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The process of one job. Its argument is the key of the order. Its {@link WorkerLaunch} is the first line of standard input, or
 * a variable of its environment. With {@code --describe} it only prints its {@link WorkerDescription}.
 */
public final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final String DESCRIBE = "--describe";

    private Worker() {}

    /** Runs one job. Halts instead of returning, so that no library's cleaning up at exit can hang or crash. */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals(DESCRIBE)) {
            System.out.println(new String(Json.write(describe()), UTF_8));
            return;
        }
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        WorkerLaunch launch = new LaunchReader(System.getenv()).read(in);
        JobKeys job = JobKeys.ofOrder(arguments[0]);
        MeterRegistry meters = new SimpleMeterRegistry();
        try (ObjectStore store = store(launch.settings().store(), meters)) {
            JobLease lease = new JobLease(store, job, launch, Clock.systemUTC(), Runtime.getRuntime()::halt);
            if (launch.heartbeatTimeout() != null) {
                ParentWatchdog.tie(in, launch.heartbeatTimeout(), () -> cleanUp(lease, launch));
            }
            offerToOomKiller();
            run(job, launch, store, lease, new WorkerProtocol(out, launch.mark()));
            LOG.infof("The worker used the object store calls=\"%s\"", InstrumentedObjectStore.calls(meters));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            LOG.error("The worker failed", e);
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }

    /** Returns what this worker can do. */
    static WorkerDescription describe() {
        return new WorkerDescription(
                Worker.class.getName(),
                List.copyOf(EngineRegistry.installed(TorchEngine.NAME, 0).names()),
                List.copyOf(Recipes.load(Optional.empty()).names()),
                TorchEngine.ENVIRONMENT);
    }

    private static void run(
            JobKeys job, WorkerLaunch launch, ObjectStore store, JobLease lease, WorkerProtocol protocol) {
        ObjectStore retrying = new RetryingObjectStore(store);
        JobOrder order = Json.read(retrying.get(job.order()), JobOrder.class);
        lease.hold(order);
        WorkerMessage end = new JobRunner(launch, retrying, Clock.systemUTC()).run(job, order, protocol);
        if (!lease.isHeld()) {
            Runtime.getRuntime().halt(WorkerExit.LEASE_LOST);
        }
        if (end.unable() == null) {
            retrying.put(job.result(), Json.write(end), "application/json");
        }
        protocol.write(end);
        lease.close();
    }

    private static ObjectStore store(WorkerSettings.Store store, MeterRegistry meters) {
        return ObjectStores.measured(
                new S3Settings(store.endpoint(), store.region(), store.accessKey(), store.secretKey(), store.bucket()),
                store.encryptionKeys() == null ? EncryptionKeys.NONE : EncryptionKeys.parse(store.encryptionKeys()),
                meters);
    }

    private static void cleanUp(JobLease lease, WorkerLaunch launch) {
        lease.stop();
        TempFolder.delete(launch.folder());
        // Last: another worker begins at once, and this process must be gone by then.
        lease.close();
    }

    /** Makes Linux kill this process before any other if the machine or container runs out of memory. */
    private static void offerToOomKiller() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException e) {
            LOG.debug("The kernel does not take oom_score_adj", e);
        }
    }
}
