package dev.thorax.worker.checkpoint;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.thorax.contracts.json.Json;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.Snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A snapshot as bytes: a line that names the form, what it belongs to, the history as JSON, weights, optimiser, best weights. */
final class SnapshotFormat {
    private static final String FORM = "thorax checkpoint 1";

    private enum Best {
        NONE,
        THESE,
        OTHERS
    }

    private SnapshotFormat() {}

    static void write(DataOutputStream out, String fingerprint, Snapshot snapshot) throws IOException {
        out.writeUTF(FORM);
        out.writeUTF(fingerprint);
        writeBytes(out, Json.write(snapshot.history()));
        WeightsFormat.write(out, snapshot.weights());
        writeBytes(out, snapshot.optimiser());
        Best best =
                snapshot.best() == null ? Best.NONE : snapshot.best() == snapshot.weights() ? Best.THESE : Best.OTHERS;
        out.writeUTF(best.name());
        if (best == Best.OTHERS) {
            WeightsFormat.write(out, snapshot.best());
        }
        out.writeUTF(FORM);
    }

    /** Empty if it belongs to something else: another data set, recipe, engine or form. */
    static Optional<Snapshot> read(DataInputStream in, String fingerprint) throws IOException {
        if (!in.readUTF().equals(FORM) || !in.readUTF().equals(fingerprint)) {
            return Optional.empty();
        }
        List<EpochReport> history =
                Arrays.asList(Json.mapper().readValue(new String(readBytes(in), UTF_8), EpochReport[].class));
        Weights weights = WeightsFormat.read(in);
        byte[] optimiser = readBytes(in);
        Weights best =
                switch (Best.valueOf(in.readUTF())) {
                    case NONE -> null;
                    case THESE -> weights;
                    case OTHERS -> WeightsFormat.read(in);
                };
        return in.readUTF().equals(FORM)
                ? Optional.of(new Snapshot(history, weights, best, optimiser))
                : Optional.empty();
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        return WeightsFormat.readBytes(in, in.readInt());
    }
}
