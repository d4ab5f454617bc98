package dev.thorax.runtime.access;

import java.util.Optional;
import java.util.function.BooleanSupplier;

import jakarta.inject.Singleton;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

import dev.thorax.access.Role;

/** Makes the identity of a caller from the key that it presents. */
@Singleton
public class KeyIdentity {
    private final CallerKeys keys;

    KeyIdentity(CallerKeys keys) {
        this.keys = keys;
    }

    /** Returns the identity of a key of the form {@code id.secret}; empty if no valid key is such. */
    public Optional<SecurityIdentity> of(String text) {
        return keys.find(text).map(key -> of(key.name(), key.role(), () -> keys.isValid(key)));
    }

    /** Makes an identity. {@code valid} returns whether it still is one. */
    public static SecurityIdentity of(String name, Role role, BooleanSupplier valid) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRole(role.text())
                .addAttribute(Caller.VALID, valid)
                .build();
    }
}
