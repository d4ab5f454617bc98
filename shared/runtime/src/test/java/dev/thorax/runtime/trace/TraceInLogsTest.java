package dev.thorax.runtime.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Formatter;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.quarkus.logging.LoggingFilter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests {@link CurrentTrace}, {@link BatchTraces} and {@link ScanTraces} by what the log says. */
class TraceInLogsTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER_TRACE = "1111111111111111111111111111111a";
    private static final String PARENT = "b7ad6b7169203331";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = new Tracing(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build());
    private final BatchTraces batches = new BatchTraces(tracing);
    private final ScanTraces scans = new ScanTraces(tracing);
    private final TraceInLogs filter = new TraceInLogs(true);
    private final ConsumerRecord<String, byte[]> first = record(1, TRACE);
    private final ConsumerRecord<String, byte[]> second = record(2, OTHER_TRACE);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void shouldNameTheTraceOfEachRecordThoughItsBatchIsInWorkOnSeveralThreads() {
        CyclicBarrier together = new CyclicBarrier(2);
        batches.traced("scans", List.of(first, second), () -> {
            Future<Map<String, String>> one = threads.submit(() -> batches.during(first, () -> writtenWith(together)));
            Future<Map<String, String>> other =
                    threads.submit(() -> batches.during(second, () -> writtenWith(together)));
            assertThat(result(one)).containsEntry("traceId", TRACE);
            assertThat(result(other)).containsEntry("traceId", OTHER_TRACE);
            assertThat(result(one).get("spanId")).isNotEqualTo(PARENT);
            return List.of();
        });
        assertThat(result(threads.submit(this::written))).isEmpty();
    }

    @Test
    void shouldNameTheSpanThatIsExported() {
        Map<String, String> processed = new HashMap<>();
        batches.traced("scans", List.of(first), () -> {
            batches.run(first, () -> processed.putAll(written()));
            return List.of();
        });
        assertThat(processed).isEqualTo(ids("process thorax.scans"));
        Map<String, String> archived = scans.traced("archive diagnosis", header(TRACE), this::written);
        assertThat(archived).isEqualTo(ids("archive diagnosis"));
    }

    /** What is of no single record, such as a batch that is split, is in the trace that links to all of them. */
    @Test
    void shouldNameTheTraceOfTheBatchBesideThoseOfItsRecords() {
        batches.traced("scans", List.of(first, second), () -> {
            assertThat(written().get("traceId")).isNotNull().isNotIn(TRACE, OTHER_TRACE);
            return List.of();
        });
        assertThat(written()).isEmpty();
    }

    @Test
    void shouldKeepTheTraceForWorkThatOtherThreadsDoLater() {
        Map<String, String> later = batches.during(first, () -> {
            Executor kept = CurrentTrace.keptBy(threads);
            return result(CompletableFuture.supplyAsync(this::written, kept));
        });
        assertThat(later).containsEntry("traceId", TRACE);
    }

    @Test
    void shouldNameWhatTheHeaderOfARecordNamesIfNoSpansAreMade() {
        BatchTraces off = new BatchTraces(Tracing.off());
        assertThat(off.during(first, this::written)).isEqualTo(Map.of("traceId", TRACE, "spanId", PARENT));
        assertThat(off.during(record(3, null), this::written)).isEmpty();
    }

    @Test
    void shouldNameTheTraceOfAScanAlsoOutsideOfItsSpan() {
        scans.run(header(TRACE), () -> assertThat(written()).containsEntry("traceId", TRACE));
        scans.run(null, () -> assertThat(written()).isEmpty());
    }

    /** The settings that all services have write both ids behind the sentence, and nothing if there is no trace. */
    @Test
    void shouldWriteTheTraceIntoLinesOfText() throws IOException {
        Properties settings = new Properties();
        try (InputStream file = TraceInLogs.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            settings.load(file);
        }
        assertThat(settings.getProperty("quarkus.log.console.filter"))
                .isEqualTo(TraceInLogs.class.getAnnotation(LoggingFilter.class).name());
        Formatter format = new PatternFormatter(settings.getProperty("quarkus.log.console.format"));
        TraceInLogs text = new TraceInLogs(false);
        String line = new BatchTraces(Tracing.off()).during(first, () -> line(text, format));
        assertThat(line).endsWith("A sentence scanId=a traceId=%s spanId=%s%n".formatted(TRACE, PARENT));
        assertThat(line(text, format)).endsWith("A sentence scanId=a%n".formatted());
    }

    private Map<String, String> ids(String name) {
        SpanData exported = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return Map.of("traceId", TRACE, "spanId", exported.getSpanId());
    }

    private static String line(TraceInLogs filter, Formatter format) {
        ExtLogRecord record = sentence();
        assertThat(filter.isLoggable(record)).isTrue();
        return format.format(record);
    }

    private Map<String, String> writtenWith(CyclicBarrier together) {
        try {
            together.await();
            return written();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what a record of the log says of its trace that is written now. */
    private Map<String, String> written() {
        ExtLogRecord record = sentence();
        assertThat(filter.isLoggable(record)).isTrue();
        return record.getMdcCopy();
    }

    private static ExtLogRecord sentence() {
        return new ExtLogRecord(Level.INFO, "A sentence scanId=a", TraceInLogsTest.class.getName());
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String trace) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("thorax.scans", 0, offset, "key", new byte[0]);
        if (trace != null) {
            record.headers().add(TraceParent.NAME, header(trace).getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }

    private static String header(String trace) {
        return "00-" + trace + "-" + PARENT + "-01";
    }
}
