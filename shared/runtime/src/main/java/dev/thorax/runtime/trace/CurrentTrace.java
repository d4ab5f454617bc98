package dev.thorax.runtime.trace;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.apache.kafka.common.header.Headers;

/**
 * The trace that the work of a thread belongs to. What the thread writes to the log names it ({@link TraceInLogs}). Other threads have
 * it only by {@link #keptBy}.
 */
public final class CurrentTrace {
    private CurrentTrace() {}

    /** Returns {@code executor} for work that belongs to the trace of the calling thread. */
    public static Executor keptBy(Executor executor) {
        return Context.current().wrap(executor);
    }

    /** Writes the trace of the calling thread into {@code headers}, if it has one. */
    public static void write(Headers headers) {
        TraceParent.write(Span.current().getSpanContext(), headers);
    }

    /** Does work that belongs to {@code span}. */
    static <T> T during(Span span, Supplier<T> work) {
        return context(span).wrapSupplier(work).get();
    }

    /** Does work without a result that belongs to {@code span}. */
    static void run(Span span, Runnable work) {
        context(span).wrap(work).run();
    }

    private static Context context(Span span) {
        return Context.current().with(span);
    }
}
