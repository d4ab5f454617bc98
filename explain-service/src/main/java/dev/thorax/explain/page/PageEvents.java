package dev.thorax.explain.page;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ScanErased;
import dev.thorax.explain.metrics.ExplainMetrics;
import dev.thorax.runtime.http.EventFeed;
import dev.thorax.runtime.http.ServerEvent;

/** Streams diagnoses and the system's status to all open pages. A page that was disconnected reads the list again. */
@Singleton
public class PageEvents {
    private static final String DIAGNOSIS = "diagnosis";
    private static final String ERASED = "erased";
    private static final String STATUS = "status";

    private final EventFeed<ServerEvent> feed = new EventFeed<>();
    private final AtomicInteger open = new AtomicInteger();

    /** Measures in {@code metrics} how many pages are open. */
    public PageEvents(ExplainMetrics metrics) {
        metrics.pages(open);
    }

    /** Sends a diagnosis to all open pages. */
    public void diagnosis(Diagnosis diagnosis) {
        feed.publish(ServerEvent.ofScan(diagnosis.scanId(), DIAGNOSIS, diagnosis));
    }

    /** Makes all open pages remove a scan. */
    public void erased(ScanErased scan) {
        feed.publish(ServerEvent.of(ERASED, scan));
    }

    /** Sends the system's status to all open pages. */
    void status(SystemStatus status) {
        feed.publish(ServerEvent.of(STATUS, status));
    }

    /** Returns the stream of one page. It begins with the current status and ends when the service stops. */
    Multi<ServerEvent> stream(Supplier<SystemStatus> current) {
        return feed.stream(() -> Stream.of(ServerEvent.of(STATUS, current.get())), event -> true, Function.identity())
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    void stop(@Observes ShutdownEvent stopping) {
        feed.close();
    }
}
