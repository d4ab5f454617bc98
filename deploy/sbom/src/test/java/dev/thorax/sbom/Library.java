package dev.thorax.sbom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A library of the CycloneDX document.
 *
 * @param name group and name, with a colon between them
 * @param version its version
 * @param licences ids of SPDX, or names, as its POM gives them. Any of them may be taken
 */
record Library(String name, String version, List<String> licences) {
    /** Returns the libraries of {@code document} that are not of Thorax, one of each name, in the order of their names. */
    static List<Library> of(JsonNode document) {
        TreeMap<String, Library> byName = new TreeMap<>();
        for (JsonNode component : document.path("components")) {
            if (!component.path("group").asText().equals("dev.thorax")) {
                String name = component.path("group").asText() + ":"
                        + component.path("name").asText();
                byName.put(name, new Library(name, component.path("version").asText(), licences(component)));
            }
        }
        return List.copyOf(byName.values());
    }

    /** Reads the document that the build wrote. */
    static JsonNode document() throws IOException {
        return new ObjectMapper()
                .readTree(Path.of(System.getProperty("thorax.sbom")).toFile());
    }

    private static List<String> licences(JsonNode component) {
        return StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(choice -> {
                    JsonNode licence = choice.path("license");
                    return licence.has("id")
                            ? licence.path("id").asText()
                            : licence.path("name")
                                    .asText(choice.path("expression").asText());
                })
                .toList();
    }
}
