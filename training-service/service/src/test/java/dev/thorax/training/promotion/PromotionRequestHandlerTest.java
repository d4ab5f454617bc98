package dev.thorax.training.promotion;

import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.testing.model.TestBundles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromotionRequestHandlerTest {
    private static final PromotionRequested APPROVED =
            PromotionTestBed.request("p-1", "production", "v1", "Ada", "It is good.");

    private final PromotionTestBed bed = new PromotionTestBed();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PromotionRequestHandler handler = new PromotionRequestHandler(bed.decider, registry, bed.clock);

    @Test
    void shouldAnnounceAPromotionUnderItsSlotAndCountIt() {
        bed.version("v1", 0.2);

        List<Message<byte[]>> records = handler.answer(record(Json.write(bed.approved(APPROVED))));

        assertThat(records).hasSize(1);
        assertThat(metadata(records.get(0)).getTopic()).isEqualTo(Topics.MODELS);
        assertThat(metadata(records.get(0)).getKey()).isEqualTo("production");
        assertThat(Json.read(records.get(0).getPayload(), ModelPromoted.class).version())
                .isEqualTo("v1");
        assertThat(count("promoted")).isEqualTo(1);
    }

    @Test
    void shouldDeclineAnApprovalThatNobodyGaveAndNotTakeItsId() {
        bed.version("v1", 0.2);
        bed.serves("v0");

        PromotionDeclined declined = declined(new String(Json.write(APPROVED), UTF_8));

        assertThat(declined.promotionId()).isEqualTo("p-1");
        assertThat(declined.reason()).contains("taken by HTTP only", "POST /promotions");
        assertThat(bed.decisions.find("p-1")).isEmpty();
        bed.approved(PromotionTestBed.request("p-1", "production", "v1", "Ada", "Another reason."));
        assertThat(declined(new String(Json.write(APPROVED), UTF_8)).reason()).contains("taken by HTTP only");
    }

    @Test
    void shouldAnswerNothingWhileAWorkerCompares() {
        bed.version("v1", 0.2);
        bed.serves("v0");

        assertThat(handler.answer(record(Json.write(PromotionTestBed.request("p-1", "production", "v1", null, null)))))
                .isEmpty();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void shouldDeclineWhatCannotBeReadUnderThePlaceOfItsRecord() {
        PromotionDeclined declined = declined("{");

        assertThat(declined.promotionId()).isEqualTo("thorax.promotions-2-17");
        assertThat(declined.slot()).isNull();
        assertThat(declined.reason()).startsWith("The record is not a PromotionRequested as JSON");
        assertThat(count("declined")).isEqualTo(1);
    }

    @Test
    void shouldDeclineAWrongFieldUnderTheIdOfTheRequest() {
        PromotionDeclined declined = declined("{\"promotionId\":\"p-1\",\"slot\":\"attic\"}");

        assertThat(declined.promotionId()).isEqualTo("p-1");
        assertThat(declined.slot()).isNull();
        assertThat(declined.reason()).isEqualTo("The slot must be production or candidate.");
    }

    @Test
    void shouldNotRepeatAnIdThatIsNone() {
        PromotionDeclined declined = declined("{\"promotionId\":\"../p\",\"slot\":\"production\"}");

        assertThat(declined.promotionId()).isEqualTo("thorax.promotions-2-17");
        assertThat(declined.slot()).isEqualTo("production");
    }

    @Test
    void shouldDeclineNothingWhileKafkaDoesNotAnswer() {
        bed.version("v1", 0.2);
        FakePromotionLog log = new FakePromotionLog();
        log.leave();
        PromotionDecider decider = new PromotionDecider(
                new VersionReader(bed.store, TestBundles.KEYS.trusted()),
                log,
                bed.decisions,
                new ProductionRule(0.05, new SlotHistory(log, bed.decisions), bed.comparisons),
                bed.comparisons,
                new Approvals(bed.store),
                bed.clock);
        byte[] request = Json.write(PromotionTestBed.request("p-1", "production", "v1", null, null));

        assertThatThrownBy(() -> new PromotionRequestHandler(decider, registry, bed.clock).answer(record(request)))
                .isInstanceOf(PromotionLogUnavailableException.class)
                .hasMessage("Kafka does not say which versions serve: the test stopped it.");
        assertThat(bed.decisions.find("p-1")).isEmpty();
        assertThat(registry.getMeters()).isEmpty();
    }

    private PromotionDeclined declined(String json) {
        List<Message<byte[]>> records = handler.answer(record(json.getBytes(UTF_8)));
        assertThat(records).hasSize(1);
        assertThat(metadata(records.get(0)).getTopic()).isEqualTo(Topics.PROMOTIONS_DECLINED);
        return Json.read(records.get(0).getPayload(), PromotionDeclined.class);
    }

    private double count(String outcome) {
        return registry.get("thorax.promotions.decided")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static ConsumerRecord<String, byte[]> record(byte[] value) {
        return new ConsumerRecord<>("thorax.promotions", 2, 17, "key", value);
    }

    private static OutgoingKafkaRecordMetadata<?> metadata(Message<byte[]> record) {
        return record.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
    }
}
