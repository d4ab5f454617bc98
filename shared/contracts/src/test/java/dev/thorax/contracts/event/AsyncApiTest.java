package dev.thorax.contracts.event;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

class AsyncApiTest {
    @Test
    void shouldDescribeEveryTopic() throws IOException {
        List<String> topics =
                Arrays.stream(Topics.class.getFields()).map(AsyncApiTest::value).toList();

        assertThat(StreamSupport.stream(document().path("channels").spliterator(), false)
                        .map(channel -> channel.path("address").asText()))
                .containsExactlyInAnyOrderElementsOf(topics);
    }

    @Test
    void shouldGiveEveryEventItsSchema() throws IOException {
        JsonNode document = document();

        for (EventType type : EventType.values()) {
            JsonNode channel = StreamSupport.stream(document.path("channels").spliterator(), false)
                    .filter(c -> c.path("address").asText().equals(type.topic()))
                    .findFirst()
                    .orElseThrow();
            List<String> schemas = new ArrayList<>();
            channel.path("messages")
                    .fieldNames()
                    .forEachRemaining(message -> schemas.add("/"
                            + document.at("/components/messages/" + message + "/payload/$ref")
                                    .asText()));
            assertThat(schemas).contains(type.schemaResource());
        }
    }

    @Test
    void shouldReferToNothingThatIsMissing() throws IOException {
        JsonNode document = document();

        for (String reference : document.findValuesAsText("$ref")) {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(AsyncApiTest.class.getResource("/" + reference))
                        .as(reference)
                        .isNotNull();
            }
        }
    }

    private static JsonNode document() throws IOException {
        try (InputStream yaml = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(yaml);
        }
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
