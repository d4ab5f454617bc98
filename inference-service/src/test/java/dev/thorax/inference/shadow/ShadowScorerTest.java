package dev.thorax.inference.shadow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.inference.InferenceFixture;
import dev.thorax.inference.scoring.DiagnosisFactory;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ShadowScorerTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final InferenceFixture fixture = new InferenceFixture();
    private final AtomicInteger tries = new AtomicInteger();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private ShadowScorer shadow;

    @AfterEach
    void stop() throws Exception {
        shadow.close();
    }

    @Test
    void shouldScoreUntilTheSlotIsEmptied() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        shadow(candidate -> InferenceFixture.model("c1", 1), consumer);

        shadow.follow(candidate());
        awaitState("tiny c1 scores beside production");
        shadow.follow(null);

        await().atMost(LONG).until(consumer::closed);
        assertThat(shadow.state()).isEmpty();
    }

    @Test
    void shouldTryAgainWhileTheStoreIsAway() {
        shadow(
                candidate -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new StoreUnavailableException("read the bundle", new IOException("refused"));
                    }
                    return InferenceFixture.model("c1", 1);
                },
                new MockConsumer<>("earliest"));

        shadow.follow(candidate());

        awaitState("tiny c1 scores beside production");
        assertThat(tries).hasValue(3);
    }

    @Test
    void shouldKeepModelAndConsumerWhileTheStoreIsAway() {
        fixture.scan("a");
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest") {
            @Override
            public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
                return Map.of();
            }
        };
        consumer.schedulePollTask(() -> deliver(consumer, "a"));
        shadow(
                candidate -> {
                    tries.incrementAndGet();
                    fixture.store.failNext(3);
                    return InferenceFixture.model("c1", 1);
                },
                consumer);

        shadow.follow(candidate());

        await().atMost(LONG).until(() -> producer.commitCount() == 1);
        assertThat(producer.history()).hasSize(1);
        assertThat(tries).hasValue(1);
        awaitState("tiny c1 scores beside production");
    }

    @Test
    void shouldTryAgainAfterMemoryRanOut() {
        shadow(
                candidate -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new OutOfMemoryError("Cannot reserve direct buffer memory");
                    }
                    return InferenceFixture.model("c1", 1);
                },
                new MockConsumer<>("earliest"));

        shadow.follow(candidate());

        awaitState("tiny c1 scores beside production");
    }

    @Test
    void shouldGiveUpABrokenCandidate() throws Exception {
        shadow(
                candidate -> {
                    tries.incrementAndGet();
                    throw new BrokenBundleException("It names no model.");
                },
                null);

        shadow.follow(candidate());

        awaitState("cannot score: It names no model.");
        assertGivenUp();
    }

    @Test
    void shouldGiveUpAfterAnError() throws Exception {
        shadow(
                candidate -> {
                    tries.incrementAndGet();
                    throw new UnsatisfiedLinkError("no onnxruntime");
                },
                null);

        shadow.follow(candidate());

        awaitState("cannot score: java.lang.UnsatisfiedLinkError: no onnxruntime");
        assertGivenUp();
    }

    private void assertGivenUp() throws InterruptedException {
        Thread.sleep(10 * InferenceFixture.config(folder).retry().toMillis());
        assertThat(tries).hasValue(1);
        assertThat(fixture.registry
                        .get("thorax.inference.model.broken")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private void awaitState(String state) {
        await().atMost(LONG).untilAsserted(() -> assertThat(shadow.state()).contains(state));
    }

    private void shadow(
            Function<ModelPromoted, OpenedModel<ScoringSession>> opener, MockConsumer<String, byte[]> consumer) {
        shadow = new ShadowScorer(
                opener,
                candidate -> new DiagnosisStream(consumer, producer, candidate.promotedAt()),
                new CandidateScorer(
                        fixture.store,
                        new DiagnosisFactory(fixture.clock, InferenceFixture.explainUrls()),
                        fixture.metrics,
                        new BatchTraces(Tracing.off())),
                InferenceFixture.config(folder),
                fixture.metrics);
    }

    private static void deliver(MockConsumer<String, byte[]> consumer, String scanId) {
        TopicPartition partition = new TopicPartition(Topics.DIAGNOSES, 0);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
        consumer.rebalance(List.of(partition));
        Diagnosis diagnosis = CandidateScorerTest.diagnosis(scanId, "NORMAL");
        consumer.addRecord(new ConsumerRecord<>(Topics.DIAGNOSES, 0, 0, scanId, Json.write(diagnosis)));
    }

    private ModelPromoted candidate() {
        return TestBundles.asCandidate(TestBundles.store(fixture.store, "c1", 1), TestBundles.TIME);
    }
}
