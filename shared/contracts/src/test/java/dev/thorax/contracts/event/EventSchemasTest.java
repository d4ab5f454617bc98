package dev.thorax.contracts.event;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.contracts.audit.IdentityKind;
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
    @MethodSource("events")
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

    @Test
    void shouldHaveAnExampleOfEveryEvent() {
        assertThat(events().map(EventType::of)).contains(EventType.values());
    }

    @SuppressWarnings("unchecked")
    private static Class<Record> recordType(EventType type) {
        return (Class<Record>) type.data();
    }

    static Stream<Record> events() {
        Instant now = Instant.parse("2026-11-21T10:00:00.123Z");
        Map<String, Double> probabilities = new LinkedHashMap<>();
        probabilities.put("COVID-19", 0.1);
        probabilities.put("NORMAL", 0.9);
        return Stream.of(
                new ScanStored(
                        "s1", "p-1", null, null, "ab".repeat(32), "image/png", "scans/s1/image.png", 512, 400, now),
                new ScanRejected(
                        "s1",
                        "rejected/" + "ab".repeat(32),
                        4,
                        "ab".repeat(32),
                        "truncated",
                        "The file ends early; send it again.",
                        "thorax.scans-0@7",
                        now),
                new ScanErased("s1", now),
                new Diagnosis(
                        "s1",
                        null,
                        "NORMAL",
                        probabilities,
                        "convnet50",
                        "t-1",
                        "ab".repeat(32),
                        "scans/s1/image.png",
                        1.5,
                        now,
                        now,
                        URI.create("http://127.0.0.1:8084/explanations/s1")),
                new TrainingRequested("t-1", "hospital", "convnet50", null, "production", 1L, now, null, null),
                new TrainingCancelled("t-1", "operator", null, now),
                new TrainingProgress(
                        "t-1",
                        TrainingProgress.State.RUNNING,
                        "convnet50",
                        1,
                        50,
                        0.9,
                        1.0,
                        0.5,
                        400,
                        120,
                        13.1,
                        240L,
                        "Epoch 2 of at most 50: 120 of 400 images.",
                        now),
                new ModelPromoted(
                        "production",
                        "convnet50",
                        "t-1",
                        "ab".repeat(32),
                        "training t-1",
                        ModelPromoted.Basis.EMPTY_SLOT,
                        "No version was in production.",
                        now),
                new PromotionRequested("r-1", "candidate", null, null, "Dr. Ada", "The trial is over.", now),
                new PromotionDeclined("r-1", "production", "convnet50", "t-2", "It does not beat t-1.", now),
                new ExplanationRequested("s1", null, null, null, now),
                new ExplanationReady(
                        "s1", null, null, null, null, null, "There is no scan s1; ask for one that was stored.", now),
                new AuditRecord(
                        null,
                        new AuditCaller("ward-3", IdentityKind.KEY, List.of("clinician"), "192.0.2.7"),
                        AuditAction.LISTED,
                        "GET /diagnoses",
                        200,
                        AuditSubjects.ofScans(List.of("s1", "s2")),
                        1,
                        "explain",
                        now),
                new AuditRecord(
                        "c0ffee",
                        new AuditCaller("operator-1", IdentityKind.KEY, List.of("operator"), null),
                        AuditAction.ERASED,
                        "POST /patients/erasures",
                        null,
                        AuditSubjects.NONE,
                        1,
                        "ingest",
                        now));
    }

    private static SchemaGenerator generator() {
        var builder = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule())
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        builder.forFields().withRequiredCheck(EventSchemasTest::isRequired);
        return new SchemaGenerator(builder.build());
    }

    private static boolean isRequired(FieldScope field) {
        return !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
