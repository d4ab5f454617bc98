package dev.thorax.worker.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.LocalFaultException;
import dev.thorax.worker.fitting.Snapshot;
import dev.thorax.worker.fitting.SnapshotStore;

/** The checkpoint of one training: one object, so that it is there as a whole or as it was before. */
final class StoredSnapshots implements SnapshotStore {
    private static final Logger LOG = Logger.getLogger(StoredSnapshots.class);

    private final ObjectStore store;
    private final Path file;
    private final String key;
    private final String fingerprint;
    private final CheckpointInterval pause;

    StoredSnapshots(ObjectStore store, Path folder, String trainingId, String fingerprint, CheckpointInterval pause) {
        this.store = store;
        this.file = folder.resolve("checkpoint.bin");
        this.key = StorageKeys.checkpoint(trainingId);
        this.fingerprint = fingerprint;
        this.pause = pause;
    }

    @Override
    public Optional<Snapshot> latest() {
        try {
            Optional<Snapshot> snapshot = store.read(key, this::read);
            if (snapshot.isEmpty()) {
                LOG.warnf("The checkpoint %s does not fit this training, which begins anew", key);
            }
            return snapshot;
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    private Optional<Snapshot> read(InputStream bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(bytes, 1 << 16))) {
            return SnapshotFormat.read(in, fingerprint);
        } catch (EOFException | IllegalArgumentException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(Supplier<Snapshot> snapshot) {
        if (!pause.isOver()) {
            return;
        }
        try {
            write(snapshot.get());
            store.upload(key, file, "application/octet-stream");
            Files.delete(file);
        } catch (IOException e) {
            throw full(e);
        }
        pause.begin();
    }

    private void write(Snapshot snapshot) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            SnapshotFormat.write(out, fingerprint, snapshot);
        }
    }

    private LocalFaultException full(IOException e) {
        return new LocalFaultException(
                "The checkpoint could not be written into the folder " + file.getParent() + " (" + e.getMessage()
                        + "); make room there, or set thorax.training.worker.folder to a folder with more.",
                e);
    }
}
