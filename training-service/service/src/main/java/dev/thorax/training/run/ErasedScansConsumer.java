package dev.thorax.training.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.training.config.TrainingConfig;

/**
 * Deletes the decoded data sets on the disk of this replica if a scan was erased, as nobody knows which of them have it. Workers read
 * them again from the object store, also those that are just reading one. A training that has one open goes on with it, and fails at
 * its end if the scan is one of its own.
 */
@ApplicationScoped
public class ErasedScansConsumer {
    private static final Logger LOG = Logger.getLogger(ErasedScansConsumer.class);

    private final Path folder;

    @Inject
    ErasedScansConsumer(TrainingConfig config) {
        this(config.data());
    }

    ErasedScansConsumer(Path data) {
        this.folder = data.resolve(WorkerSettings.DECODED);
    }

    /** Takes one record. What it holds does not matter. */
    @Incoming("erased")
    @Blocking
    void erase(byte[] record) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        // First the parts: one that becomes a data set in the meantime is found as such.
        int deleted = delete(WorkerSettings.PART_SUFFIX) + delete(WorkerSettings.DECODED_SUFFIX);
        if (deleted > 0) {
            LOG.infof("Deleted decoded data sets as a scan was erased files=%d", deleted);
        }
    }

    private int delete(String suffix) throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
            for (Path file : files) {
                deleted += Files.deleteIfExists(file) ? 1 : 0;
            }
        }
        return deleted;
    }
}
