package dev.thorax.runtime.trace;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.quarkus.runtime.ShutdownEvent;
import org.eclipse.microprofile.config.Config;

/**
 * Sends the spans of this service to a collector of OpenTelemetry. It is configured by the standard's own keys, {@code otel.*} or
 * {@code OTEL_*}, and off by {@code otel.sdk.disabled=true}. Spans hold only what this package writes into them.
 */
@ApplicationScoped
public class Tracing {
    private static final String NAME = "thorax";
    private static final String PREFIX = "otel.";
    private static final String DISABLED = "otel.sdk.disabled";
    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final OpenTelemetry telemetry;

    @Inject
    Tracing(Config config) {
        this(config.getOptionalValue(DISABLED, Boolean.class).orElse(true) ? OpenTelemetry.noop() : sdk(config));
    }

    /** Creates an instance that makes its spans with {@code telemetry}. */
    Tracing(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** Returns an instance that makes no spans. */
    public static Tracing off() {
        return new Tracing(OpenTelemetry.noop());
    }

    /** Sends what is left, in 2 s at most. */
    void stop(@Observes ShutdownEvent event) {
        if (telemetry instanceof OpenTelemetrySdk sdk) {
            sdk.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    Tracer tracer() {
        return telemetry.getTracer(NAME);
    }

    private static OpenTelemetry sdk(Config config) {
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> settings(config))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }

    /** Returns the keys of the configuration's files. The variables of the environment are read by OpenTelemetry itself. */
    private static Map<String, String> settings(Config config) {
        Map<String, String> settings = new HashMap<>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name ->
                        config.getOptionalValue(name, String.class).ifPresent(value -> settings.put(name, value)));
        return settings;
    }
}
