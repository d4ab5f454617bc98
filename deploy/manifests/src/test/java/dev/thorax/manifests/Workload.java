package dev.thorax.manifests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A stateful set with its pods.
 *
 * @param set the stateful set
 * @param manifests where its settings are
 */
public record Workload(Manifest set, Manifests manifests) {
    /** Returns its name, e.g. {@code ingest-service}. */
    public String name() {
        return set.name();
    }

    /** Returns the service that it runs. */
    public Optional<Service> service() {
        return Service.of(name());
    }

    /** Returns the specification of its pods. */
    public JsonNode pod() {
        return set.at("/spec/template/spec");
    }

    /** Returns the labels of its pods. */
    public Map<String, String> labels() {
        return Manifest.texts(set.at("/spec/template/metadata/labels"));
    }

    /** Returns all containers of its pods. */
    public List<JsonNode> containers() {
        return Manifest.list(pod().path("containers")).toList();
    }

    /** Returns the container of the service. */
    public JsonNode container() {
        return pod().path("containers").path(0);
    }

    /** Returns the number of a port by its name, or 0. */
    public int port(String name) {
        return Manifest.list(container().path("ports"))
                .filter(port -> port.path("name").asText().equals(name))
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst()
                .orElse(0);
    }

    /** Returns the volume with a name, or a missing node. */
    public JsonNode volume(String name) {
        return Manifest.list(pod().path("volumes"))
                .filter(volume -> volume.path("name").asText().equals(name))
                .findFirst()
                .orElseGet(() -> pod().path("no such volume"));
    }

    /** Returns the names of the config maps whose values become variables, in their order. */
    public List<String> configMaps() {
        return Manifest.list(container().path("envFrom"))
                .map(source -> source.at("/configMapRef/name").asText())
                .toList();
    }

    /** Returns the plain variables: those of the config maps, and those with a value of their own. */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        configMaps().forEach(name -> manifests
                .find("ConfigMap", name)
                .ifPresent(map -> variables.putAll(Manifest.texts(map.at("/data")))));
        Manifest.list(container().path("env"))
                .filter(variable -> variable.has("value"))
                .forEach(variable -> variables.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return variables;
    }

    /** Returns the references to secrets and fields, by the variables that get them. */
    public Map<String, JsonNode> references() {
        Map<String, JsonNode> references = new TreeMap<>();
        Manifest.list(container().path("env"))
                .filter(variable -> variable.has("valueFrom"))
                .forEach(variable -> references.put(variable.path("name").asText(), variable.path("valueFrom")));
        return references;
    }
}
