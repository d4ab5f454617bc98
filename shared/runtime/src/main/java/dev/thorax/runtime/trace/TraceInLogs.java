package dev.thorax.runtime.trace;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.logging.LoggingFilter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Gives each record of the log the trace and the span of the work that wrote it, if it has one. Lets all records pass.
 *
 * <p>Quarkus' own context of logs (MDC) is not used for it: threads that do parts of one message share it, and new threads inherit it.
 */
@LoggingFilter(name = "trace")
public final class TraceInLogs implements Filter {
    private static final String TRACE = "traceId";
    private static final String SPAN = "spanId";

    /** Key of both ids together, for lines of text. */
    private static final String BOTH = "trace";

    private final boolean json;

    /**
     * Creates a filter.
     *
     * @param json whether records are written as JSON, which has a field for each id
     */
    public TraceInLogs(
            @ConfigProperty(name = "quarkus.log.console.json.enabled", defaultValue = "false") boolean json) {
        this.json = json;
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid() && record instanceof ExtLogRecord extended) {
            name(span, extended);
        }
        return true;
    }

    private void name(SpanContext span, ExtLogRecord record) {
        if (json) {
            record.putMdc(TRACE, span.getTraceId());
            record.putMdc(SPAN, span.getSpanId());
        } else {
            record.putMdc(BOTH, " %s=%s %s=%s".formatted(TRACE, span.getTraceId(), SPAN, span.getSpanId()));
        }
    }
}
