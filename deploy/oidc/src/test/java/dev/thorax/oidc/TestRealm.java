package dev.thorax.oidc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thorax.contracts.json.Json;

/** The realm of the documentation, with people for a test. Their passwords and the secrets of clients are new in each JVM. */
final class TestRealm {
    /** The client that reads as a program. */
    static final String READER = "thorax-reader";

    final String password = UUID.randomUUID().toString();
    final String clientSecret = UUID.randomUUID().toString();
    final String readerSecret = UUID.randomUUID().toString();
    private final ObjectNode realm;

    private TestRealm(ObjectNode realm) {
        this.realm = realm;
    }

    /** Reads the realm file. Its tokens are made to last for {@code seconds}, so that a test sees their end. */
    static TestRealm read(Path file, int seconds) throws IOException {
        ObjectNode realm = (ObjectNode) Json.mapper().readTree(file.toFile());
        realm.put("accessTokenLifespan", seconds);
        return new TestRealm(realm);
    }

    /** Adds a person with a role. */
    TestRealm with(String name, String role) {
        ObjectNode user = realm.withArray("users")
                .addObject()
                .put("username", name)
                .put("enabled", true)
                .put("email", name + "@hospital.example")
                .put("emailVerified", true)
                .put("firstName", name)
                .put("lastName", "Test");
        user.putArray("realmRoles").add(role);
        user.putArray("credentials").addObject().put("type", "password").put("value", password);
        return this;
    }

    /** Returns the content for Keycloak. Its placeholders are those of the file. */
    ObjectNode content() {
        return realm;
    }

    /** Returns the values of the placeholders for a page at {@code url}. */
    Map<String, String> variables(String url) {
        return Map.of(
                "THORAX_URL", url,
                "THORAX_CLIENT_SECRET", clientSecret,
                "THORAX_READER_SECRET", readerSecret);
    }
}
