package dev.thorax.ingest.decode;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.decode.child.RequestKind;

/**
 * Decodes pictures in a fixed number of child processes, which are kept and used again. A picture that ends its process, or
 * exceeds a limit, is refused. The process is replaced, and the pictures in the other processes are not affected.
 *
 * <p>A process may also end for a reason that is not its picture's: a stopped machine, or one without memory. So a picture
 * whose process ended is decoded once more in a new one before it is refused. One that exceeded the deadline is not.
 */
@SuppressWarnings("try") // A watch acts until it is closed. Its body does not name it.
final class DecoderPool implements ScanDecoder, MaskDecoder, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DecoderPool.class);

    private final DecodeLimits limits;
    private final Consumer<DecoderFault> onFault;
    private final DecoderWatch watch = new DecoderWatch();
    private final ExecutorService starter = Executors.newCachedThreadPool(DecoderPool::daemon);
    private final List<DecoderSlot> slots;
    private final BlockingQueue<DecoderSlot> free;
    private volatile boolean closed;

    /** Starts {@code size} processes in the background. */
    DecoderPool(DecoderCommand command, int size, DecodeLimits limits, Consumer<DecoderFault> onFault) {
        this.limits = limits;
        this.onFault = onFault;
        this.slots = Stream.generate(() -> new DecoderSlot(command, watch, starter))
                .limit(size)
                .toList();
        this.free = new ArrayBlockingQueue<>(size, true, slots);
    }

    /** Waits until a process can take a picture. */
    void awaitReady() {
        slots.get(0).process();
    }

    /** Returns why no process starts, or null if one did. */
    @Nullable
    String fault() {
        String last = null;
        for (DecoderSlot slot : slots) {
            last = slot.fault();
            if (last == null) {
                return null;
            }
        }
        return last;
    }

    /** Returns how many processes have no picture. */
    int free() {
        return free.size();
    }

    @Override
    public DecodedScan decode(byte[] file) throws UnacceptableScanException {
        return decode(RequestKind.SCAN, file);
    }

    @Override
    public DecodedScan decodeMask(byte[] file) throws UnacceptableScanException {
        return decode(RequestKind.MASK, file);
    }

    private DecodedScan decode(RequestKind kind, byte[] file) throws UnacceptableScanException {
        if (file.length > ImageDecoder.MAX_BYTES) {
            throw ImageDecoder.tooLarge(file.length);
        }
        DecoderSlot slot = take();
        try {
            return decode(kind, file, slot);
        } finally {
            free.add(slot);
        }
    }

    private DecoderSlot take() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping(e);
        }
    }

    private DecodedScan decode(RequestKind kind, byte[] file, DecoderSlot slot) throws UnacceptableScanException {
        try {
            return decodeOnce(kind, file, slot);
        } catch (DecoderDiedException e) {
            if (e.fault() == DecoderFault.DEADLINE) {
                throw e.fault().refusal(limits);
            }
        }
        try {
            return decodeOnce(kind, file, slot);
        } catch (DecoderDiedException e) {
            throw e.fault().refusal(limits);
        }
    }

    private DecodedScan decodeOnce(RequestKind kind, byte[] file, DecoderSlot slot)
            throws UnacceptableScanException, DecoderDiedException {
        DecoderProcess process = slot.process();
        try (DecoderWatch.Watched watched = watch.begin(process, limits)) {
            return process.decode(kind, file);
        } catch (DecoderDiedException e) {
            if (closed) {
                throw stopping(e);
            }
            LOG.warnf(
                    "A decoder process ended at a picture and is replaced cause=\"%s: %s\"", e.fault(), e.getMessage());
            onFault.accept(e.fault());
            throw e;
        } finally {
            if (process.isCondemned() && !closed) {
                slot.replace();
            }
        }
    }

    private static DecoderUnavailableException stopping(Exception cause) {
        return new DecoderUnavailableException("The service stops, so the scan comes again.", cause);
    }

    /** Ends all processes. */
    @Override
    public void close() {
        closed = true;
        starter.shutdown();
        slots.forEach(DecoderSlot::kill);
        watch.close();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "decoder-start");
        thread.setDaemon(true);
        return thread;
    }
}
