package dev.thorax.contracts.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** The published schemas are made from the records: run with {@code -Dthorax.schemas.write=true} after changing one. */
class EventSchemasTest {
    private static final Path SOURCES = Path.of("src/main/resources");

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldPublishTheSchemaThatTheRecordHas(EventType type) throws IOException {
        JsonNode made = generator().generateSchema(type.data());
        Path file = SOURCES.resolve(type.schemaResource().substring(1));
        if (Boolean.getBoolean("thorax.schemas.write")) {
            Files.writeString(file, made.toPrettyString() + "\n");
        }

        assertThat(Json.mapper().readTree(Files.readString(file))).isEqualTo(made);
    }

    @ParameterizedTest
    @MethodSource("dev.thorax.contracts.event.EventExamples#all")
    void shouldWriteEventsThatFollowTheirSchemaAndReadThemBack(Record event) throws IOException {
        EventType type = EventType.of(event);
        byte[] json = Json.write(event);

        try (InputStream schema = EventType.class.getResourceAsStream(type.schemaResource())) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(Json.mapper().readTree(json)))
                    .isEmpty();
        }
        assertThat(Json.<Record>read(json, recordType(type))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("dev.thorax.contracts.event.EventExamples#all")
    void shouldWriteNoFieldThatIsNotInTheSchema(Record event) throws IOException {
        Path schema = SOURCES.resolve(EventType.of(event).schemaResource().substring(1));
        JsonNode fields = Json.mapper().readTree(Files.readString(schema)).get("properties");

        assertThat(Json.mapper().readTree(Json.write(event)).fieldNames())
                .toIterable()
                .allMatch(fields::has);
    }

    @Test
    void shouldHaveAnExampleOfEveryEvent() {
        assertThat(EventExamples.all().map(EventType::of)).contains(EventType.values());
    }

    @SuppressWarnings("unchecked")
    private static Class<Record> recordType(EventType type) {
        return (Class<Record>) type.data();
    }

    private static SchemaGenerator generator() {
        var builder = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        builder.forFields().withRequiredCheck(EventSchemasTest::isRequired);
        return new SchemaGenerator(builder.build());
    }

    private static boolean isRequired(FieldScope field) {
        return !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
