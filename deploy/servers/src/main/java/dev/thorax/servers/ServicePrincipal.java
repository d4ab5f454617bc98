package dev.thorax.servers;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Finds as whom a service connects to Kafka. */
public final class ServicePrincipal {
    private static final String SUFFIX = "-service";

    private ServicePrincipal() {}

    /** Returns the principal of a service, e.g. {@code thorax-ingest} of {@code ingest-service}. */
    public static String of(String service) {
        return "thorax-" + service.substring(0, service.length() - SUFFIX.length());
    }

    /** Returns the principal of the service whose jar lies in the folder of its module. */
    static String of(Path jar) {
        return StreamSupport.stream(jar.toAbsolutePath().spliterator(), false)
                .map(Path::toString)
                .filter(name -> name.endsWith(SUFFIX))
                .reduce((outer, inner) -> inner)
                .map(ServicePrincipal::of)
                .orElseThrow(() -> new IllegalArgumentException(jar + " is not in the folder of a service."));
    }

    /** Returns the configuration with which a service connects as {@code principal}. */
    public static Map<String, String> settings(KafkaBroker kafka, String principal) {
        Map<String, String> settings = new TreeMap<>();
        kafka.client(principal).forEach((name, value) -> settings.put("kafka." + name, value));
        return settings;
    }
}
