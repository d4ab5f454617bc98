package dev.thorax.ingest.event;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaEventPublisherTest {
    private final List<String> sent = new ArrayList<>();
    private final KafkaEventPublisher publisher = new KafkaEventPublisher(emitter());

    @Test
    void shouldSendAllEventsInTheirOrder() {
        publisher.publish(List.of(event("a"), event("b")));

        assertThat(sent).containsExactly("a", "b");
    }

    @Test
    void shouldFailIfTheBrokerLosesOneOfThem() {
        assertThatThrownBy(() -> publisher.publish(List.of(event("a"), event("lost"), event("b"))))
                .isInstanceOf(EventsUnpublishedException.class)
                .hasMessage("The broker did not acknowledge events.")
                .hasRootCauseMessage("away");
    }

    @Test
    void shouldSendNothingIfThereIsNothing() {
        assertThatCode(() -> publisher.publish(List.of())).doesNotThrowAnyException();
        assertThat(sent).isEmpty();
    }

    private static Message<byte[]> event(String text) {
        return Message.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes all events but one, as a broker that goes away between them. */
    @SuppressWarnings("unchecked")
    private MutinyEmitter<byte[]> emitter() {
        return (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MutinyEmitter.class}, (proxy, called, arguments) -> {
                    String text = new String(((Message<byte[]>) arguments[0]).getPayload(), StandardCharsets.US_ASCII);
                    if (text.equals("lost")) {
                        return Uni.createFrom().failure(new KafkaException("away"));
                    }
                    return Uni.createFrom().voidItem().invoke(() -> sent.add(text));
                });
    }
}
