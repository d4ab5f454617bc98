package dev.thorax.runtime.signature;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

import dev.thorax.access.signature.SigningKeyException;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.runtime.config.ConfigSections;

/** Produces the keys that may sign versions. A service that uses versions does not start without them. */
@ApplicationScoped
public class TrustedKeysProducer {
    private static final String KEY = "thorax.signatures.public-keys";

    @Produces
    @Singleton
    TrustedKeys trustedKeys(SignatureConfig config) {
        try {
            return TrustedKeys.ofFile(config.publicKeys()
                    .orElseThrow(
                            () -> new ConfigurationException(KEY + " is missing, and without it no version could be"
                                    + " trusted; make a pair of keys with deploy/admin/run signing-key, and set it to the file of"
                                    + " the public key.")));
        } catch (SigningKeyException e) {
            throw new ConfigurationException(KEY + " cannot be used: " + e.getMessage(), e);
        }
    }

    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting,
            ConfigSections sections,
            SignatureConfig config) {
        if (sections.keys().stream().anyMatch(key -> key.name().equals(KEY))) {
            trustedKeys(config);
        }
    }
}
