package dev.thorax.runtime.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.smallrye.mutiny.Multi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventFeedTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final EventFeed<Integer> feed = new EventFeed<>(NEVER);
    private final BlockingQueue<ServerEvent> received = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void shouldBeginWithTheCurrentStateAndGoOnWithNews() throws InterruptedException {
        subscribe(stream(feed, Stream.of(1, 2)));
        assertThat(List.of(next(), next())).containsExactly(event(1), event(2));
        feed.publish(3);
        assertThat(next()).isEqualTo(event(3));
    }

    @Test
    void shouldSendOnlyTheNewsOfTheStream() throws InterruptedException {
        subscribe(feed.stream(Stream::empty, number -> number > 10, EventFeedTest::event));
        feed.publish(3);
        feed.publish(11);
        assertThat(next()).isEqualTo(event(11));
    }

    @Test
    void shouldSendHeartbeatsToEachStreamWhateverItSelects() throws InterruptedException {
        try (EventFeed<Integer> beating = new EventFeed<>(Duration.ofMillis(5))) {
            subscribe(beating.stream(Stream::empty, number -> false, EventFeedTest::event));
            assertThat(next()).isEqualTo(ServerEvent.HEARTBEAT);
        }
    }

    @Test
    void shouldEndTheStreamsWhenItIsClosed() throws InterruptedException {
        subscribe(stream(feed, Stream.of(1)));
        assertThat(next()).isEqualTo(event(1));
        feed.close();
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldDisconnectASubscriberThatIsTooFarBehind() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        stream(feed, Stream.empty()).subscribe().withSubscriber(new SlowSubscriber(failed));
        for (int i = 0; i < 1000; i++) {
            feed.publish(i);
        }
        assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private void subscribe(Multi<ServerEvent> stream) {
        stream.subscribe().with(received::add, failure -> ended.countDown(), ended::countDown);
    }

    private ServerEvent next() throws InterruptedException {
        return received.poll(60, TimeUnit.SECONDS);
    }

    private static Multi<ServerEvent> stream(EventFeed<Integer> feed, Stream<Integer> current) {
        return feed.stream(() -> current, number -> true, EventFeedTest::event);
    }

    private static ServerEvent event(int number) {
        return ServerEvent.of("number", number);
    }
}
