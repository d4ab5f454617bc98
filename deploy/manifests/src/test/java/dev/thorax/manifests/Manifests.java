package dev.thorax.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * All resources of one overlay.
 *
 * @param all the resources in their order
 */
public record Manifests(List<Manifest> all) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Reads documents of YAML. */
    public static Manifests parse(String yaml) {
        try (MappingIterator<ObjectNode> documents =
                YAML.readerFor(ObjectNode.class).readValues(yaml)) {
            return new Manifests(documents.readAll().stream().map(Manifest::new).collect(Collectors.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the resources of a kind. */
    public Stream<Manifest> of(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    /** Returns the resource of a kind with a name. */
    public Optional<Manifest> find(String kind, String name) {
        return of(kind).filter(manifest -> manifest.name().equals(name)).findFirst();
    }

    /** Returns whether there is a resource of a kind. */
    public boolean has(String kind) {
        return of(kind).findAny().isPresent();
    }

    /** Returns the stateful sets, each of which runs a service. */
    public List<Workload> workloads() {
        return of("StatefulSet").map(set -> new Workload(set, this)).toList();
    }

    /** Returns a value of the settings that all services share, or an empty text. */
    public String common(String variable) {
        return of("ConfigMap")
                .filter(map -> map.name().startsWith("thorax-common"))
                .map(map -> map.at("/data").path(variable).asText())
                .findFirst()
                .orElse("");
    }

    /** Returns a copy that can be changed without a change of these. */
    public Manifests copy() {
        return new Manifests(all.stream()
                .map(Manifest::tree)
                .map(JsonNode::deepCopy)
                .map(ObjectNode.class::cast)
                .map(Manifest::new)
                .collect(Collectors.toList()));
    }
}
