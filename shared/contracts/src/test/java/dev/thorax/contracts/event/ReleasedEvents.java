package dev.thorax.contracts.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.thorax.contracts.json.Json;

/**
 * Holds what a release said of its events: their schemas, the AsyncAPI document, and records that its code wrote. The files of a
 * release are never changed.
 *
 * @param folder {@code schemas/TYPE.json}, {@code records/TYPE.json} with an array of records, and {@code asyncapi.yaml}
 */
record ReleasedEvents(Path folder) {
    private static final Path ALL = Path.of("src/test/resources/released");
    private static final String JSON = ".json";

    /** Returns all releases that are kept. */
    static List<ReleasedEvents> all() {
        return list(ALL).map(ReleasedEvents::new).toList();
    }

    /** Keeps the schemas of today as those of a release, with today's examples as its records. */
    static void keep(String name) {
        ReleasedEvents release = new ReleasedEvents(ALL.resolve(name));
        try {
            Files.createDirectories(release.folder.resolve("schemas"));
            Files.createDirectories(release.folder.resolve("records"));
            copy("/asyncapi.yaml", release.folder.resolve("asyncapi.yaml"));
            for (EventType type : EventType.values()) {
                copy(type.schemaResource(), release.schemaFile(type.type()));
                List<JsonNode> records = EventExamples.all()
                        .filter(event -> EventType.of(event) == type)
                        .map(Json::write)
                        .map(json -> Json.read(json, JsonNode.class))
                        .toList();
                String text = Json.mapper().valueToTree(records).toPrettyString();
                Files.writeString(release.recordsFile(type.type()), text + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the CloudEvents types that the release wrote. */
    List<String> types() {
        return list(folder.resolve("schemas"))
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.length() - JSON.length()))
                .toList();
    }

    JsonNode schema(String type) {
        return read(schemaFile(type), Json.mapper());
    }

    List<JsonNode> records(String type) {
        return StreamSupport.stream(read(recordsFile(type), Json.mapper()).spliterator(), false)
                .toList();
    }

    JsonNode asyncApi() {
        return read(folder.resolve("asyncapi.yaml"), new ObjectMapper(new YAMLFactory()));
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }

    private Path schemaFile(String type) {
        return folder.resolve("schemas").resolve(type + JSON);
    }

    private Path recordsFile(String type) {
        return folder.resolve("records").resolve(type + JSON);
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream in = EventType.class.getResourceAsStream(resource)) {
            Files.copy(in, file);
        }
    }

    private static JsonNode read(Path file, ObjectMapper mapper) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
