package dev.thorax.runtime.config;

import java.util.List;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import org.eclipse.microprofile.config.Config;

/**
 * Stops the start if a value is out of its range, a key is unknown, or the login at the broker or the secret of sessions is
 * missing. It runs before the service connects to Kafka, where its producers would fence those of the instance that it was to
 * replace.
 */
@ApplicationScoped
public class ConfigCheck {
    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting,
            Config config,
            ConfigSections sections) {
        List<String> problems = problems(config.unwrap(SmallRyeConfig.class), sections);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems));
        }
    }

    /** Returns one sentence for each value that is out of its range or missing, and for each key that is unknown. */
    public static List<String> problems(SmallRyeConfig config, ConfigSections sections) {
        return Stream.of(
                        new ValueCheck(sections.keys()).problems(config),
                        new UnknownKeyCheck(sections).problems(config),
                        KafkaLoginCheck.problems(config),
                        SessionSecretCheck.problems(config))
                .flatMap(problems -> problems)
                .toList();
    }
}
