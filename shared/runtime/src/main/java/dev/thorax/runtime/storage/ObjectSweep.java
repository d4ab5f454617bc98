package dev.thorax.runtime.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import dev.thorax.contracts.storage.ObjectRetention;
import dev.thorax.runtime.task.RepeatedTask;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;
import dev.thorax.storage.StoreUnavailableException;

/** Deletes objects that are older than they need to be, as a lifecycle rule of the bucket would. */
public final class ObjectSweep implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ObjectSweep.class);
    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofHours(6);

    private final ObjectStore store;
    private final ObjectRetention retention;
    private final Predicate<String> deletable;
    private final Clock clock;
    private final RepeatedTask task;

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
        this.task = new RepeatedTask("object-sweep", this::sweep);
    }

    /** Runs the sweep ten minutes after the start and every six hours. */
    public void start() {
        task.start(FIRST, PAUSE);
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
        task.close();
    }
}
