package dev.thorax.contracts.event;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaGrowthTest {
    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldNoticeEachBreakingChange(EventType type) throws IOException {
        JsonNode schema = schema(type);

        Map<String, JsonNode> mutations = SchemaMutations.of(schema);

        assertThat(mutations).hasSizeGreaterThan(3 * schema.path("properties").size());
        mutations.forEach((change, mutated) ->
                assertThat(SchemaGrowth.faults(schema, mutated)).as(change).isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldAllowANewOptionalFieldAndOtherProse(EventType type) throws IOException {
        JsonNode schema = schema(type);
        ObjectNode grown = schema.deepCopy();
        grown.withObject("/properties").putObject("brandNew").put("type", "string");
        grown.put("description", "Another sentence.");

        assertThat(SchemaGrowth.faults(schema, grown)).isEmpty();
    }

    private static JsonNode schema(EventType type) throws IOException {
        try (InputStream schema = EventType.class.getResourceAsStream(type.schemaResource())) {
            return Json.mapper().readTree(schema);
        }
    }
}
