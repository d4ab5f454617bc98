package dev.thorax.inference.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.runtime.access.AccessConfig;
import dev.thorax.runtime.config.BatchConfig;
import dev.thorax.runtime.config.ConfigSections;
import dev.thorax.runtime.config.OnnxConfig;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.runtime.edge.HttpConfig;
import dev.thorax.runtime.health.HealthConfig;
import dev.thorax.runtime.signature.SignatureConfig;
import dev.thorax.runtime.storage.StorageConfig;
import dev.thorax.runtime.topic.RequiredTopics;
import dev.thorax.runtime.topic.TopicsConfig;

/** Lists what is checked when the service starts: its configuration mappings and its topics. */
@ApplicationScoped
public class ConfigSectionsProducer {
    /** The mappings of the service. */
    public static final ConfigSections SECTIONS = ConfigSections.of(
            ServiceConfig.class,
            AccessConfig.class,
            BatchConfig.class,
            StorageConfig.class,
            HealthConfig.class,
            HttpConfig.class,
            TopicsConfig.class,
            SignatureConfig.class,
            OnnxConfig.class,
            InferenceConfig.class);

    /** The topics that the service reads or writes. */
    static final RequiredTopics TOPICS = RequiredTopics.of(
            Topics.SCANS_STORED,
            Topics.DIAGNOSES,
            Topics.DIAGNOSES_FAILED,
            Topics.DIAGNOSES_CANDIDATE,
            Topics.MODELS,
            Topics.POSITIONS,
            Topics.AUDIT);

    @Produces
    @Singleton
    RequiredTopics topics() {
        return TOPICS;
    }

    @Produces
    @Singleton
    ConfigSections sections() {
        return SECTIONS;
    }
}
