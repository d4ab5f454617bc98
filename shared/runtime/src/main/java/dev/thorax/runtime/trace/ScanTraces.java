package dev.thorax.runtime.trace;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** Makes the span of a step that a request asks for, in the trace of the scan. */
@ApplicationScoped
public class ScanTraces {
    private final Tracing tracing;

    /** Makes spans with {@code tracing}. */
    public ScanTraces(Tracing tracing) {
        this.tracing = tracing;
    }

    /**
     * Does a step in the trace of a scan.
     *
     * @param step the name of the span
     * @param parent the {@link TraceParent} of the scan, or null if it has none. Then the step has no span
     */
    public <T> T traced(String step, @Nullable String parent, Supplier<T> work) {
        return parent == null ? work.get() : during(step, SpanKind.INTERNAL, parent, work);
    }

    /**
     * Does the work of an HTTP request that brings a scan, in the trace that its header names, or in a new one.
     *
     * @param step the name of the span
     * @param parent the header {@link TraceParent#NAME} of the request, or null
     */
    public <T> T requested(String step, @Nullable String parent, Supplier<T> work) {
        return during(step, SpanKind.SERVER, parent, work);
    }

    private <T> T during(String step, SpanKind kind, @Nullable String parent, Supplier<T> work) {
        Span span = tracing.tracer()
                .spanBuilder(step)
                .setParent(TraceParent.context(parent))
                .setSpanKind(kind)
                .startSpan();
        try {
            return CurrentTrace.during(span, work);
        } catch (RuntimeException | Error e) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }

    /**
     * Does work that has no span of its own. Logs of it name the trace of the scan.
     *
     * @param parent the {@link TraceParent} of the scan, or null if it has none
     */
    public void run(@Nullable String parent, Runnable work) {
        CurrentTrace.run(Span.fromContext(TraceParent.context(parent)), work);
    }
}
