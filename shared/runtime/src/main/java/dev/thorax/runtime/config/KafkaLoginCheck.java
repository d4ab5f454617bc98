package dev.thorax.runtime.config;

import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;

/** Finds that a service has no login at its broker. It never prints the value, which has a secret. */
final class KafkaLoginCheck {
    private static final String PROTOCOL = "kafka.security.protocol";
    private static final String LOGIN = "kafka.sasl.jaas.config";

    private KafkaLoginCheck() {}

    /** Returns a sentence if the login is needed and missing. */
    static Stream<String> problems(Config config) {
        boolean isNeeded = config.getOptionalValue(PROTOCOL, String.class)
                .filter(protocol -> protocol.startsWith("SASL"))
                .isPresent();
        boolean isThere = config.getOptionalValue(LOGIN, String.class)
                .filter(login -> !login.isBlank())
                .isPresent();
        return isNeeded && !isThere
                ? Stream.of(LOGIN + " is not set, so the broker would not know this service; set it (or "
                        + ConfigKey.environmentName(LOGIN) + ") to the login of its user, as in"
                        + " docs/operations.md, or set " + PROTOCOL + " to what the broker expects.")
                : Stream.empty();
    }
}
