package dev.thorax.manifests.check;

import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;

/** Compares the hosts of the ingress with those that the services answer to, and with those of the certificate. */
final class Doors implements Check {
    @Override
    public Stream<String> problems(Manifests manifests) {
        return Stream.concat(
                manifests.of("Ingress").flatMap(ingress -> problems(ingress, manifests)
                        .map(problem -> ingress.id() + ": " + problem + ".")),
                manifests.of("Certificate").flatMap(certificate -> issuer(certificate, manifests)));
    }

    /** Returns the names of the services behind an ingress. */
    static Stream<String> backends(Manifest ingress) {
        return paths(ingress).map(path -> path.at("/backend/service/name").asText());
    }

    private static Stream<JsonNode> paths(Manifest ingress) {
        return Manifest.list(ingress.at("/spec/rules")).flatMap(rule -> Manifest.list(rule.at("/http/paths")));
    }

    private static Stream<String> problems(Manifest ingress, Manifests manifests) {
        Set<String> hosts = Manifest.list(ingress.at("/spec/rules"))
                .map(rule -> rule.path("host").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = Stream.concat(
                        Stream.of(Objects.requireNonNullElse(
                                URI.create(manifests.common("THORAX_EXPLAIN_URL"))
                                        .getHost(),
                                "")),
                        Arrays.stream(manifests.common("THORAX_HTTP_HOSTS").split(",")))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tls = Manifest.list(ingress.at("/spec/tls"))
                .filter(entry -> Secrets.keys(entry.path("secretName").asText(), manifests)
                        .isPresent())
                .flatMap(entry -> Manifest.list(entry.path("hosts")))
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
        return Stream.of(
                        problem(tls.equals(hosts), "each host must have TLS with a certificate that somebody makes"),
                        problem(known.containsAll(hosts), "the services do not know the hosts " + hosts),
                        problem(isCertified(ingress, hosts, manifests), "the certificate is for other hosts"),
                        problem(
                                !ingress.at("/spec").has("defaultBackend")
                                        && ingress.at("/spec").has("ingressClassName"),
                                "it needs a class and no default"),
                        paths(ingress).filter(path -> !leads(path, manifests)).map(path -> "nothing is behind " + path))
                .flatMap(Objects::requireNonNull);
    }

    private static boolean isCertified(Manifest ingress, Set<String> hosts, Manifests manifests) {
        return manifests
                .of("Certificate")
                .filter(certificate -> certificate.at("/spec/secretName").equals(ingress.at("/spec/tls/0/secretName")))
                .allMatch(certificate -> Manifest.list(certificate.at("/spec/dnsNames"))
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet())
                        .equals(hosts));
    }

    private static boolean leads(JsonNode path, Manifests manifests) {
        String port = path.at("/backend/service/port/name").asText();
        return port.equals("http")
                && manifests
                        .find("Service", path.at("/backend/service/name").asText())
                        .isPresent();
    }

    private static Stream<String> issuer(Manifest certificate, Manifests manifests) {
        JsonNode reference = certificate.at("/spec/issuerRef");
        return manifests
                        .find(
                                reference.path("kind").asText(),
                                reference.path("name").asText())
                        .filter(issuer -> Secrets.keys(
                                        issuer.at("/spec/ca/secretName").asText(), manifests)
                                .map(keys -> keys.containsAll(Set.of("tls.crt", "tls.key")))
                                .orElse(false))
                        .isPresent()
                ? Stream.empty()
                : Stream.of(certificate.id() + " has no issuer with a key.");
    }

    private static Stream<String> problem(boolean isFine, String sentence) {
        return isFine ? Stream.empty() : Stream.of(sentence);
    }
}
