package dev.thorax.runtime.storage;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import dev.thorax.contracts.storage.ObjectRetention;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;
import dev.thorax.storage.StoreUnavailableException;

/** Deletes objects that are older than they need to be, as a lifecycle rule of the bucket would. */
public final class ObjectSweep implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ObjectSweep.class);
    private static final long FIRST_MINUTES = 10;
    private static final long PERIOD_MINUTES = 360;

    private final ObjectStore store;
    private final ObjectRetention retention;
    private final Predicate<String> deletable;
    private final Clock clock;
    private final ScheduledExecutorService thread;

    /**
     * Creates a sweep. {@link #start} starts it.
     *
     * @param deletable whether an old object of that key may leave
     */
    public ObjectSweep(ObjectStore store, ObjectRetention retention, Predicate<String> deletable, Clock clock) {
        this.store = store;
        this.retention = retention;
        this.deletable = deletable;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread sweeper = new Thread(work, "object-sweep");
            sweeper.setDaemon(true);
            return sweeper;
        });
    }

    /** Runs the sweep ten minutes after the start and every six hours. */
    public void start() {
        thread.scheduleWithFixedDelay(this::sweep, FIRST_MINUTES, PERIOD_MINUTES, TimeUnit.MINUTES);
    }

    /** Deletes what is too old now. If the store does not answer, the rest stays until the next time. */
    public void sweep() {
        Instant oldest = clock.instant().minus(retention.age());
        int deleted = 0;
        try {
            for (Entry entry : store.entries(retention.prefix())) {
                if (entry.modified().isBefore(oldest) && deletable.test(entry.key())) {
                    store.delete(entry.key());
                    deleted++;
                }
            }
        } catch (StoreUnavailableException e) {
            LOG.warnf(
                    "Old objects stay until the next sweep prefix=%s cause=\"%s\"", retention.prefix(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "A sweep of old objects failed by an error of the program prefix=%s", retention.prefix());
        }
        if (deleted > 0) {
            LOG.infof("Deleted old objects prefix=%s objects=%d", retention.prefix(), deleted);
        }
    }

    /** Ends the sweep. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
