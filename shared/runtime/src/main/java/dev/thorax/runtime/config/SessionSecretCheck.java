package dev.thorax.runtime.config;

import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;

/**
 * Finds that a service in which browsers sign in at a provider has no secret for their sessions. Each replica would make one of
 * its own then, and end the sessions of the others. It never prints the value.
 */
final class SessionSecretCheck {
    private static final String PROVIDER = "quarkus.oidc.tenant-enabled";
    private static final String KIND = "quarkus.oidc.application-type";
    private static final String WITHOUT_BROWSERS = "service";
    private static final String SECRET = "quarkus.oidc.token-state-manager.encryption-secret";
    private static final int MIN_LENGTH = 32;

    private SessionSecretCheck() {}

    /** Returns a sentence if the secret is needed and missing or short. */
    static Stream<String> problems(Config config) {
        boolean isNeeded = config.getOptionalValue(PROVIDER, Boolean.class).orElse(false)
                && !config.getOptionalValue(KIND, String.class)
                        .orElse(WITHOUT_BROWSERS)
                        .equalsIgnoreCase(WITHOUT_BROWSERS);
        boolean isThere = config.getOptionalValue(SECRET, String.class)
                .filter(secret -> secret.length() >= MIN_LENGTH)
                .isPresent();
        return isNeeded && !isThere
                ? Stream.of(
                        SECRET + " is not set or has fewer than " + MIN_LENGTH + " characters, so sessions of browsers"
                                + " would end with this replica; set it (or " + ConfigKey.environmentName(SECRET)
                                + ") to the same random text in all replicas.")
                : Stream.empty();
    }
}
