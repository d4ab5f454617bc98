package dev.thorax.training.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thorax.runtime.config.BatchConfig;
import dev.thorax.runtime.config.ConfigSections;
import dev.thorax.runtime.config.OnnxConfig;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.runtime.storage.StorageConfig;

/** Lists the configuration mappings of the service, which are checked when it starts. */
@ApplicationScoped
public class ConfigSectionsProducer {
    /** The mappings of the service. */
    static final ConfigSections SECTIONS = ConfigSections.of(
            ServiceConfig.class,
            BatchConfig.class,
            StorageConfig.class,
            OnnxConfig.class,
            TrainingConfig.class,
            PromotionConfig.class);

    @Produces
    @Singleton
    ConfigSections sections() {
        return SECTIONS;
    }
}
