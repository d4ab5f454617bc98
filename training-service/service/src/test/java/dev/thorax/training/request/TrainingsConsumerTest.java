package dev.thorax.training.request;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.run.RecordingScheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrainingsConsumerTest {
    private static final byte[] BROKEN = "{".getBytes(UTF_8);

    private final RequestTestBed bed = new RequestTestBed();
    private final TrainingsConsumer consumer =
            new TrainingsConsumer(bed.requests, new RecordingScheduler(), null, null, new BatchTraces(Tracing.off()));

    @AfterEach
    void stop() throws InterruptedException {
        consumer.stop(null);
    }

    @Test
    void shouldOpenEachOrderOfABatchEvenIfARecordBeforeItIsBroken() {
        List<Message<byte[]>> answers = answer(List.of(
                record(0, "a", Json.write(RequestTestBed.request("t-1", null, null))),
                record(1, "b", BROKEN),
                record(2, "c", Json.write(RequestTestBed.request("t-2", null, null)))));

        assertThat(RequestTestBed.progress(answers))
                .extracting(progress -> progress.trainingId() + " " + progress.state())
                .containsExactly("t-1 QUEUED", "b FAILED", "t-2 QUEUED");
        assertThat(bed.store.list(JobKeys.orders())).hasSize(2);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void shouldRefuseABrokenRequestWithoutAKeyUnderItsPlace(String key) {
        assertThat(RequestTestBed.progress(answer(List.of(record(7, key, BROKEN)))))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.trainingId()).isEqualTo("thorax.trainings-2-7");
                    assertThat(refused.state()).isEqualTo(State.FAILED);
                });
    }

    /** A key is what a sender wrote; it must not become the key of an object. */
    @ParameterizedTest
    @ValueSource(strings = {"../../models/m", "a/b", "t\u0000"})
    void shouldWriteNothingUnderAHostileKey(String key) {
        assertThat(RequestTestBed.progress(answer(List.of(record(7, key, BROKEN)))))
                .extracting(TrainingProgress::state)
                .containsExactly(State.FAILED);
        assertThat(bed.store.list("")).isEmpty();
    }

    @Test
    void shouldSetARequestAsideUnderItsIdOrItsPlace() {
        byte[] request = Json.write(RequestTestBed.request("t-1", null, null));

        assertThat(RequestTestBed.progress(consumer.setAside(record(3, null, request), "It cannot be answered.")))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.trainingId()).isEqualTo("t-1");
                    assertThat(refused.message()).isEqualTo("It cannot be answered.");
                });
        assertThat(RequestTestBed.progress(consumer.setAside(record(4, null, null), "It cannot be answered.")))
                .extracting(TrainingProgress::trainingId)
                .containsExactly("thorax.trainings-2-4");
        assertThat(bed.store.list(JobKeys.orders())).isEmpty();
    }

    @Test
    void shouldAnswerNoneOfABatchWhileTheStoreIsAway() {
        bed.store.failNext(1);

        assertThatThrownBy(() -> answer(List.of(record(0, "a", Json.write(RequestTestBed.request("t-1", null, null))))))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(bed.store.list("")).isEmpty();
    }

    private List<Message<byte[]>> answer(List<ConsumerRecord<String, byte[]>> records) {
        return consumer.answer(
                new ConsumerRecords<>(Map.of(new TopicPartition(Topics.TRAININGS, 2), records), Map.of()));
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String key, byte[] value) {
        return new ConsumerRecord<>(Topics.TRAININGS, 2, offset, key, value);
    }
}
