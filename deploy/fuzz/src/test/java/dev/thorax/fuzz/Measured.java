package dev.thorax.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import com.sun.management.ThreadMXBean;

/**
 * Runs a parser on one input, and keeps the slowest and the largest input of this JVM. It fails if the parser allocates more memory than
 * it may.
 */
public final class Measured {
    /** Property that names the file for the figures; without it none are written. */
    static final String FILE = "thorax.fuzz.figures";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Inputs at the beginning whose time and memory are those of loading classes. */
    private static final int WARM_UP = 100;

    private static int inputs;
    private static Figures figures = Figures.NONE;

    private Measured() {}

    /**
     * Returns what {@code parser} returns.
     *
     * @param mostMib memory that it may allocate in all, in MiB
     */
    public static <T> T call(byte[] input, int mostMib, Callable<T> parser) throws Exception {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        try {
            return parser.call();
        } finally {
            long millis = (THREADS.getCurrentThreadCpuTime() - nanos) / 1_000_000;
            long mib = mibSince(allocated);
            note(input.length, millis, mib);
            if (mib > mostMib) {
                // The first inputs load classes. So this one is parsed again.
                checkAgain(mostMib, parser);
            }
        }
    }

    private static void checkAgain(int mostMib, Callable<?> parser) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        boolean refused = false;
        try {
            parser.call();
        } catch (Exception e) {
            refused = true;
        }
        long mib = mibSince(allocated);
        if (mib > mostMib) {
            throw new AssertionError("The parser allocated " + mib + " MiB for an input that it "
                    + (refused ? "refused" : "read") + ", but may allocate " + mostMib + ".");
        }
    }

    private static long mibSince(long allocated) {
        return (THREADS.getCurrentThreadAllocatedBytes() - allocated) >> 20;
    }

    private static void note(int bytes, long millis, long mib) {
        boolean warm = ++inputs > WARM_UP;
        Figures higher = figures.or(new Figures(warm ? millis : 0, bytes, warm ? mib : 0));
        if (!higher.equals(figures)) {
            figures = higher;
            write();
        }
    }

    private static void write() {
        String file = System.getProperty(FILE);
        if (file == null) {
            return;
        }
        try {
            Files.writeString(Path.of(file), figures.line());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
