package dev.thorax.runtime.topic;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.PausableChannel;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

class TopicWatchTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<String> resumed = new CopyOnWriteArrayList<>();
    private final ExecutorService pollingThread = Executors.newSingleThreadExecutor();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final TopicWatch watch = new TopicWatch(
            new BrokerTopics(
                    Map.of("bootstrap.servers", "no address", "security.protocol", "PLAINTEXT"), new Lenient()),
            RequiredTopics.of(Topics.SCANS_REJECTED),
            new Lenient(),
            channels(),
            clients(),
            new LostRecordsReport(new SmallRyeConfigBuilder().build(), new SimpleMeterRegistry()));

    @AfterEach
    void stop() {
        watch.stop();
        pollingThread.shutdownNow();
    }

    @Test
    void shouldNotFitBeforeTheFirstCheck() {
        assertThat(watch.state().fits()).isFalse();
        assertThat(watch.state().cause()).isEqualTo("they are being compared for the first time");
    }

    @Test
    void shouldKeepTheChannelsPausedWhileNoBrokerCanBeAsked() throws InterruptedException {
        String before = watch.state().cause();

        watch.start(null);

        long end = System.nanoTime() + LONG.toNanos();
        while (before.equals(watch.state().cause()) && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(watch.state().cause()).contains("KafkaAdminClient");
        assertThat(watch.state().fits()).isFalse();
        assertThat(resumed).isEmpty();
    }

    @Test
    void shouldResumeNoChannelWhoseConsumerHasNotSubscribedYet() {
        List<String> resumedBefore = new CopyOnWriteArrayList<>();
        pollingThread.execute(() -> {
            // The subscription of the channel, which goes on until somebody waits for it.
            await(waiting);
            resumedBefore.addAll(resumed);
            resumedBefore.add("subscribed");
        });

        watch.open();

        assertThat(resumedBefore).containsExactly("subscribed");
        assertThat(resumed).containsExactlyInAnyOrder("scans", "rejected");
    }

    private record Lenient() implements TopicsConfig {
        @Override
        public int replication() {
            return 1;
        }

        @Override
        public boolean acceptUnreadable() {
            return true;
        }

        @Override
        public int auditDays() {
            return 1;
        }
    }

    private ChannelRegistry channels() {
        return (ChannelRegistry) Proxy.newProxyInstance(
                TopicWatchTest.class.getClassLoader(),
                new Class<?>[] {ChannelRegistry.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getIncomingNames" -> Set.of("scans");
                    case "getOutgoingNames" -> Set.of("rejected");
                    case "getPausable" -> channel((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private KafkaClientService clients() {
        return (KafkaClientService) Proxy.newProxyInstance(
                TopicWatchTest.class.getClassLoader(),
                new Class<?>[] {KafkaClientService.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getConsumerChannels" -> Set.of("scans");
                    case "getConsumers" -> List.of(consumer());
                    case "getProducerChannels" -> Set.of();
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private KafkaConsumer<?, ?> consumer() {
        return (KafkaConsumer<?, ?>) Proxy.newProxyInstance(
                TopicWatchTest.class.getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, called, arguments) -> {
                    assertThat(called.getName()).isEqualTo("runOnPollingThread");
                    waiting.countDown();
                    return Uni.createFrom().voidItem().runSubscriptionOn(pollingThread);
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private PausableChannel channel(String name) {
        return new PausableChannel() {
            @Override
            public boolean isPaused() {
                return !resumed.contains(name);
            }

            @Override
            public void pause() {
                resumed.remove(name);
            }

            @Override
            public void resume() {
                resumed.add(name);
            }
        };
    }
}
