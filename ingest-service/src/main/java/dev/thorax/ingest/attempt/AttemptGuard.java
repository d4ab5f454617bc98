package dev.thorax.ingest.attempt;

import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.StoreUnavailableException;

/**
 * Marks a scan before the work at it, and removes the mark afterwards. A mark that is there before is of a process that
 * ended in between. At the third attempt the scan is refused. The second is made while no other scan is in work, so that
 * none is marked for the fault of another.
 */
@ApplicationScoped
public class AttemptGuard {
    private static final Logger LOG = Logger.getLogger(AttemptGuard.class);
    private static final int MOST_ATTEMPTS = 2;

    private final AttemptMarks marks;
    private final String process;
    private final ReentrantReadWriteLock work = new ReentrantReadWriteLock(true);

    @Inject
    AttemptGuard(AttemptMarks marks) {
        this(marks, UUID.randomUUID().toString());
    }

    /** Guards the work of the process that {@code process} identifies. */
    AttemptGuard(AttemptMarks marks, String process) {
        this.marks = marks;
        this.process = process;
    }

    /**
     * Does the work at a scan that may have been in work before.
     *
     * @throws UnacceptableScanException if two processes ended at it
     * @throws StoreUnavailableException if the store does not answer; the scan must come again
     */
    public <T> T guard(Scan scan, Work<T> task) throws UnacceptableScanException {
        int ended = endedAt(scan);
        if (ended >= MOST_ATTEMPTS) {
            LOG.errorf("Refused a scan at which the service ended scanId=%s attempts=%d", scan.id(), ended);
            throw new UnacceptableScanException(
                    RejectionReason.REPEATED_CRASH,
                    "The service ended " + ended
                            + " times while it worked at this scan, so the scan is not tried again;"
                            + " look for the cause in the log of ingest, then export the picture anew and send it again.");
        }
        Lock turn = ended == 0 ? work.readLock() : work.writeLock();
        turn.lock();
        try {
            return marked(scan, ended + 1, task);
        } finally {
            turn.unlock();
        }
    }

    /** Returns how many other processes ended at the scan. */
    private int endedAt(Scan scan) {
        return marks.find(scan)
                .map(mark -> mark.process().equals(process) ? mark.attempts() - 1 : mark.attempts())
                .orElse(0);
    }

    /** An error leaves the mark, as it ends the process. An exception does not: the scan comes again to this process. */
    private <T> T marked(Scan scan, int attempt, Work<T> task) throws UnacceptableScanException {
        marks.put(scan, new AttemptMark(scan.origin(), attempt, process));
        try {
            T result = task.run();
            marks.remove(scan);
            return result;
        } catch (UnacceptableScanException | RuntimeException e) {
            removeAfter(e, scan);
            throw e;
        }
    }

    private void removeAfter(Exception failure, Scan scan) {
        try {
            marks.remove(scan);
        } catch (StoreUnavailableException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Work at one scan.
     *
     * @param <T> its result
     */
    public interface Work<T> {
        /** Does the work. */
        T run() throws UnacceptableScanException;
    }
}
