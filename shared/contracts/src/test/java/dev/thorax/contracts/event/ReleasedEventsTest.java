package dev.thorax.contracts.event;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that today's events fit the schemas of each release, and that what a release wrote is read. */
class ReleasedEventsTest {
    // The record with the file itself became an event that refers to it, before there was a release for others.
    private static final Set<String> BROKEN = Set.of("2026-11-21 scanRejected");

    @ParameterizedTest
    @MethodSource("releases")
    void shouldStillHaveEachTypeOfARelease(ReleasedEvents release) {
        assertThat(Arrays.stream(EventType.values()).map(EventType::type)).containsAll(release.types());
        assertThat(release.types()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldOnlyHaveGotOptionalFields(ReleasedEvents release, EventType type) throws IOException {
        assertThat(SchemaGrowth.faults(release.schema(type.type()), today(type)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldWriteRecordsThatFollowTheReleasedSchema(ReleasedEvents release, EventType type) {
        JsonSchema schema = schema(release.schema(type.type()));

        assertThat(EventExamples.all().filter(event -> EventType.of(event) == type))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(schema.validate(tree(Json.write(event)))).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldReadReleasedRecordsAndLoseNothing(ReleasedEvents release, EventType type) {
        JsonNode schema = release.schema(type.type());

        assertThat(release.records(type.type())).isNotEmpty().allSatisfy(record -> {
            assertThat(schema(schema).validate(record)).isEmpty();
            assertThat(readAndWritten(record, type)).isEqualTo(record);
            JsonNode smallest = onlyRequired(record, schema);
            assertThat(readAndWritten(smallest, type)).isEqualTo(smallest);
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldKeepARecordWithEachFieldOfARelease(ReleasedEvents release, EventType type) {
        Set<String> fields = new HashSet<>();
        release.records(type.type()).forEach(record -> record.fieldNames().forEachRemaining(fields::add));

        assertThat(release.schema(type.type()).path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(fields);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void shouldKeepEachTopicOfARelease(ReleasedEvents release, String channel) throws IOException {
        List<String> faults = SchemaGrowth.faults(release.asyncApi(), asyncApi(), "/channels/" + channel);

        assertThat(faults.isEmpty()).as(faults.toString()).isEqualTo(!BROKEN.contains(release + " " + channel));
    }

    @Test
    @EnabledIfSystemProperty(named = "thorax.release", matches = ".+")
    void shouldKeepTheSchemasOfANewRelease() {
        ReleasedEvents.keep(System.getProperty("thorax.release"));

        assertThat(ReleasedEvents.all())
                .extracting(ReleasedEvents::toString)
                .contains(System.getProperty("thorax.release"));
    }

    static List<ReleasedEvents> releases() {
        return ReleasedEvents.all();
    }

    static Stream<Arguments> types() {
        return releases().stream().flatMap(release -> Arrays.stream(EventType.values())
                .filter(type -> release.types().contains(type.type()))
                .map(type -> Arguments.of(release, type)));
    }

    static Stream<Arguments> channels() {
        return releases().stream().flatMap(release -> {
            List<String> names = new ArrayList<>();
            release.asyncApi().path("channels").fieldNames().forEachRemaining(names::add);
            return names.stream().map(name -> Arguments.of(release, name));
        });
    }

    private static JsonNode readAndWritten(JsonNode record, EventType type) {
        return tree(Json.write(Json.read(Json.write(record), type.data())));
    }

    private static JsonNode onlyRequired(JsonNode record, JsonNode schema) {
        return ((ObjectNode) record.deepCopy())
                .retain(StreamSupport.stream(schema.path("required").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    private static JsonNode today(EventType type) throws IOException {
        try (InputStream schema = EventType.class.getResourceAsStream(type.schemaResource())) {
            return Json.mapper().readTree(schema);
        }
    }

    private static JsonNode asyncApi() throws IOException {
        try (InputStream yaml = EventType.class.getResourceAsStream("/asyncapi.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(yaml);
        }
    }

    private static JsonSchema schema(JsonNode schema) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }

    private static JsonNode tree(byte[] json) {
        return Json.read(json, JsonNode.class);
    }
}
