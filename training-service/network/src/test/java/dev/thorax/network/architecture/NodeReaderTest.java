package dev.thorax.network.architecture;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.junit.jupiter.api.Test;

import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.Dropout;

import static org.assertj.core.api.Assertions.assertThat;

class NodeReaderTest {
    @Test
    void shouldReadNameAndInputsBesideTheLayer() throws JsonProcessingException {
        assertThat(Node.class.getAnnotation(JsonDeserialize.class).using()).isEqualTo(NodeReader.class);

        assertThat(read("{\"add\": {}, \"name\": \"sum\", \"from\": [\"a\", \"b\"]}"))
                .isEqualTo(new Node("sum", List.of("a", "b"), new Add()));
        assertThat(read("{\"dropout\": {\"rate\": 0.5}, \"from\": \"a\"}"))
                .isEqualTo(new Node(null, List.of("a"), new Dropout(0.5)));
        assertThat(read("{\"dropout\": {\"rate\": 0.5}}")).isEqualTo(new Node(new Dropout(0.5)));
    }

    private static Node read(String json) throws JsonProcessingException {
        return new ObjectMapper().readValue(json, Node.class);
    }
}
