package dev.thorax.explain;

import java.util.Map;
import java.util.TreeMap;

import dev.thorax.testing.oidc.TestProvider;
import dev.thorax.testing.oidc.TestTokens;

/** The configuration of a service whose callers come from a provider. */
final class OidcSettings {
    private OidcSettings() {}

    /** Returns the settings, with the roles in the claim {@code groups}. */
    static Map<String, String> of(TestProvider provider) {
        return new TreeMap<>(Map.of(
                "thorax.instance", "oidc",
                "quarkus.oidc.tenant-enabled", "true",
                "quarkus.oidc.auth-server-url", provider.issuer(),
                "quarkus.oidc.client-id", TestTokens.CLIENT,
                "quarkus.oidc.credentials.secret", "only-for-tests",
                "quarkus.oidc.token-state-manager.encryption-secret", "only-for-tests-0123456789-0123456789",
                "quarkus.oidc.roles.role-claim-path", "groups",
                "quarkus.http.auth.roles-mapping.radiologist", "clinician"));
    }
}
