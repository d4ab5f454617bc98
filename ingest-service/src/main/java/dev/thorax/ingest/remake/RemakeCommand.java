package dev.thorax.ingest.remake;

import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.jboss.logging.Logger;

import dev.thorax.imaging.CanonicalImage;
import dev.thorax.ingest.admission.AdmissionPool;
import dev.thorax.ingest.config.ConfigSectionsProducer;
import dev.thorax.ingest.config.IngestConfig;
import dev.thorax.ingest.dataset.DatasetFiler;
import dev.thorax.ingest.decode.DecoderMetrics;
import dev.thorax.ingest.decode.DecoderProcesses;
import dev.thorax.runtime.config.ConfigCheck;
import dev.thorax.runtime.storage.StorageConfig;
import dev.thorax.runtime.storage.StorageSettings;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStores;

/** Runs the command that makes canonical images anew, with the configuration of the service and without Kafka. */
public final class RemakeCommand {
    /** Argument of the service's jar that runs this command in place of the service. */
    public static final String NAME = "remake-images";

    private static final Logger LOG = Logger.getLogger(RemakeCommand.class);

    private RemakeCommand() {}

    /** Runs the command. Returns the exit status: 0 at the end of all scans, 2 if the configuration is wrong. */
    public static int run() {
        List<String> problems = ConfigCheck.problems(config().build(), ConfigSectionsProducer.SECTIONS);
        if (!problems.isEmpty()) {
            problems.forEach(LOG::error);
            return 2;
        }
        SmallRyeConfig config = config().withMapping(StorageConfig.class)
                .withMapping(IngestConfig.class)
                .build();
        IngestConfig ingest = config.getConfigMapping(IngestConfig.class);
        DecoderProcesses decoders = new DecoderProcesses(ingest, new DecoderMetrics(new SimpleMeterRegistry()));
        decoders.start();
        try (ObjectStore store = store(config.getConfigMapping(StorageConfig.class))) {
            ScanRemake scans = new ScanRemake(store, decoders, new DatasetFiler(store));
            ImageRemake.Counts counts = new ImageRemake(store, scans, new AdmissionPool(ingest)).run();
            LOG.infof("All canonical images were looked through version=%d %s", CanonicalImage.VERSION, counts);
        }
        return 0;
    }

    private static SmallRyeConfigBuilder config() {
        return ConfigUtils.emptyConfigBuilder().addDefaultSources().addDiscoveredSources();
    }

    private static ObjectStore store(StorageConfig config) {
        return ObjectStores.retrying(StorageSettings.s3(config), StorageSettings.encryptionKeys(config));
    }
}
