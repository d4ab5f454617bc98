package dev.thorax.runtime.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Sends news to all subscribers as it comes, and a heartbeat to each every 15 seconds. A subscriber more than 256 events
 * behind is disconnected. Safe for use by many threads.
 *
 * @param <T> the news
 */
public final class EventFeed<T> implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MAX_BEHIND = 256;

    /** Empty stands for a heartbeat. */
    private final BroadcastProcessor<Optional<T>> news = BroadcastProcessor.create();

    private final Cancellable heartbeat;

    /** Starts the heartbeat. */
    public EventFeed() {
        this(HEARTBEAT);
    }

    EventFeed(Duration interval) {
        this.heartbeat = Multi.createFrom()
                .ticks()
                .startingAfter(interval)
                .every(interval)
                .subscribe()
                .with(tick -> send(Optional.empty()));
    }

    /** Sends {@code item} to all subscribers. */
    public void publish(T item) {
        send(Optional.of(item));
    }

    /**
     * Returns a stream that begins with the current state and continues with news until the feed is closed. The news is
     * subscribed to first, so that nothing is lost in between.
     *
     * @param current reads the current state; may block
     * @param filter selects the news of this stream
     * @param format makes the event of an item
     */
    public Multi<ServerEvent> stream(
            Supplier<Stream<T>> current, Predicate<T> filter, Function<T, ServerEvent> format) {
        Multi<Optional<T>> later =
                news.onOverflow().buffer(MAX_BEHIND).filter(item -> item.isEmpty() || filter.test(item.get()));
        Multi<Optional<T>> now = Multi.createFrom()
                .items(current)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(Optional::of);
        return Multi.createBy().merging().streams(later, now).map(item -> item.map(format)
                .orElse(ServerEvent.HEARTBEAT));
    }

    /** Ends the heartbeat and all streams. */
    @Override
    public synchronized void close() {
        heartbeat.cancel();
        news.onComplete();
    }

    private synchronized void send(Optional<T> item) {
        news.onNext(item);
    }
}
