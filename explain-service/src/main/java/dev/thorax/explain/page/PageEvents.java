package dev.thorax.explain.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.explain.metrics.ExplainMetrics;

/** Tells every open page what is new. A page that does not keep up is cut off; it comes back and reads the list. */
@ApplicationScoped
public class PageEvents {
    /**
     * Something for the page.
     *
     * @param name {@code diagnosis}, {@code status}, or {@code beat} for nothing new
     * @param json its data as JSON
     */
    record News(String name, String json) {
        static News of(String name, Object data) {
            return new News(name, new String(Json.write(data), StandardCharsets.UTF_8));
        }
    }

    private static final Duration BEATS = Duration.ofSeconds(15);
    private static final int MOST_BEHIND = 256;

    private final BroadcastProcessor<News> news = BroadcastProcessor.create();
    private final AtomicInteger open = new AtomicInteger();
    private Cancellable beats;

    PageEvents(ExplainMetrics metrics) {
        metrics.pages(open);
    }

    /** Tells of a diagnosis. */
    public void diagnosis(Diagnosis diagnosis) {
        send(News.of("diagnosis", diagnosis));
    }

    /** Tells how the system stands now. */
    void status(SystemStatus status) {
        send(News.of("status", status));
    }

    /** What is new from now on, and a beat now and then so that a lost connection shows; ends when the service stops. */
    Multi<News> follow() {
        return news.onOverflow()
                .buffer(MOST_BEHIND)
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    void start(@Observes StartupEvent starting) {
        News beat = new News("beat", "{}");
        beats = Multi.createFrom().ticks().every(BEATS).subscribe().with(tick -> send(beat));
    }

    synchronized void stop(@Observes ShutdownEvent stopping) {
        beats.cancel();
        news.onComplete();
    }

    private synchronized void send(News item) {
        news.onNext(item);
    }
}
