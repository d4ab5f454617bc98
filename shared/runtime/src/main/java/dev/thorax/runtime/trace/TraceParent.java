package dev.thorax.runtime.trace;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} (W3C Trace Context): the trace that a record, a request or an archived diagnosis belongs to. The
 * header {@code tracestate} is not passed on, as its text is the sender's own.
 */
public final class TraceParent {
    /** The name of the header. */
    public static final String NAME = "traceparent";

    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String text) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String text, String key) {
            return key.equals(NAME) ? text : null;
        }
    };

    private TraceParent() {}

    /** Returns {@code text} if it names a trace. */
    public static Optional<String> valid(@Nullable String text) {
        return text(Span.fromContext(context(text)).getSpanContext());
    }

    /** Returns the trace that {@code headers} name, if they name one. */
    public static Optional<String> of(Headers headers) {
        Header header = headers.lastHeader(NAME);
        return header == null || header.value() == null
                ? Optional.empty()
                : valid(new String(header.value(), StandardCharsets.US_ASCII));
    }

    /** Returns the context of a header's text; the root if it names no trace. */
    static Context context(@Nullable String text) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), text, GETTER);
    }

    /** Writes the trace of {@code span} into {@code headers}, if it has one. */
    static void write(SpanContext span, Headers headers) {
        text(span).ifPresent(text -> {
            headers.remove(NAME);
            headers.add(NAME, text.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static Optional<String> text(SpanContext span) {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.root().with(Span.wrap(span)), carrier, (map, name, value) -> map.put(name, value));
        return Optional.ofNullable(carrier.get(NAME));
    }
}
