package dev.thorax.worker.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.thorax.fuzz.Measured;
import dev.thorax.worker.fitting.Snapshot;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads checkpoints of trainings, as they may come back from a store that damaged them. */
class CheckpointFuzzTest {
    private static final int MOST_MIB = 64;
    private static final String FINGERPRINT = "f";

    @FuzzTest
    void checkpoint(byte[] input) throws Exception {
        try {
            Optional<Snapshot> snapshot = Measured.call(input, MOST_MIB, () -> read(input));
            if (snapshot.isPresent()) {
                byte[] written = written(snapshot.get());
                assertThat(written(read(written).orElseThrow())).isEqualTo(written);
            }
        } catch (IOException | IllegalArgumentException | NegativeArraySizeException e) {
            // The documented failures of a damaged checkpoint. The training begins anew.
            assertThat(e).isNotNull();
        }
    }

    private static Optional<Snapshot> read(byte[] bytes) throws IOException {
        return SnapshotFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)), FINGERPRINT);
    }

    private static byte[] written(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotFormat.write(new DataOutputStream(bytes), FINGERPRINT, snapshot);
        return bytes.toByteArray();
    }
}
