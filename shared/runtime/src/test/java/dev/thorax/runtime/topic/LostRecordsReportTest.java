package dev.thorax.runtime.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LostRecordsReportTest {
    private static final Map<String, String> CHANNELS = Map.of(
            "mp.messaging.incoming.scans.topic", "thorax.scans",
            "mp.messaging.incoming.scans.group.id", "ingest",
            "mp.messaging.incoming.orders.topic", "thorax.orders",
            "mp.messaging.incoming.orders.group.id", "orders",
            "mp.messaging.incoming.news.topic", "thorax.news",
            "mp.messaging.outgoing.done.topic", "thorax.done",
            "mp.messaging.outgoing.done.group.id", "none");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeAdmin broker = new FakeAdmin();
    private final LostRecordsReport report = new LostRecordsReport(config(), registry);

    @Test
    void shouldCountFromZeroForEachTopicThatAGroupReads() {
        assertThat(registry.find("thorax.kafka.records.lost").counters())
                .extracting(counter -> counter.getId().getTag("topic"))
                .containsExactlyInAnyOrder("thorax.scans", "thorax.orders");
        assertThat(lost("thorax.scans")).isZero();
    }

    @Test
    void shouldCountEachRecordThatLeftItsTopicUnreadOnce() {
        broker.committed("ingest", "thorax.scans", 0, 10);
        broker.committed("ingest", "thorax.scans", 1, 10);
        broker.committed("ingest", "thorax.scans", 2, 10);
        broker.starts("thorax.scans", 0, 15);
        broker.starts("thorax.scans", 1, 12);
        broker.starts("thorax.scans", 2, 10);

        report.report(broker.admin());
        report.report(broker.admin());
        assertThat(lost("thorax.scans")).isEqualTo(7);

        broker.starts("thorax.scans", 0, 16);
        report.report(broker.admin());
        assertThat(lost("thorax.scans")).isEqualTo(8);
    }

    @Test
    void shouldNotCountTheRecordsOfOtherTopicsOfAGroup() {
        broker.committed("ingest", "thorax.other", 0, 10);
        broker.starts("thorax.other", 0, 99);

        report.report(broker.admin());

        assertThat(lost("thorax.scans")).isZero();
        assertThat(registry.find("thorax.kafka.records.lost")
                        .tag("topic", "thorax.other")
                        .counter())
                .isNull();
    }

    @Test
    void shouldCountTheRecordsOfAllDevicesUnderOneName() {
        for (String device : List.of("room-3", "room-4")) {
            broker.committed("ingest", "thorax.scans." + device, 0, 10);
            broker.starts("thorax.scans." + device, 0, 12);
        }
        broker.committed("ingest", "thorax.scans.stored", 0, 10);
        broker.starts("thorax.scans.stored", 0, 99);

        report.report(broker.admin());

        assertThat(lost("thorax.scans")).isEqualTo(4);
        assertThat(registry.find("thorax.kafka.records.lost").counters()).hasSize(2);
    }

    @Test
    void shouldCountTheOtherGroupsIfTheBrokerIsSilentAboutOne() {
        broker.silentGroups.add("ingest");
        broker.committed("ingest", "thorax.scans", 0, 1);
        broker.starts("thorax.scans", 0, 4);
        broker.committed("orders", "thorax.orders", 0, 1);
        broker.starts("thorax.orders", 0, 3);

        report.report(broker.admin());
        assertThat(lost("thorax.orders")).isEqualTo(2);
        assertThat(lost("thorax.scans")).isZero();

        broker.silentGroups.clear();
        report.report(broker.admin());
        assertThat(lost("thorax.scans")).isEqualTo(3);
    }

    private double lost(String topic) {
        return Optional.ofNullable(registry.find("thorax.kafka.records.lost")
                        .tag("topic", topic)
                        .counter())
                .map(Counter::count)
                .orElseThrow();
    }

    private static SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(CHANNELS, "test", 100))
                .build();
    }
}
