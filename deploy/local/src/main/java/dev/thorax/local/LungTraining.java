package dev.thorax.local;

import java.util.List;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectStore;

/** Has a lung finder trained of scans with masks. */
final class LungTraining {
    /** The recipe of lung finders. */
    private static final String RECIPE = "lungs";

    private final LocalRun run;
    private final ObjectStore store;
    private final TerminalProgress progress;

    LungTraining(LocalRun run, ObjectStore store, TerminalProgress progress) {
        this.run = run;
        this.store = store;
        this.progress = progress;
    }

    /**
     * Publishes scans and has a lung finder trained of them, unless there is one from an earlier run. It serves in no slot, so no
     * promotion is waited for.
     *
     * @param again whether it is trained again if there is one
     */
    void train(List<LabelledScan> scans, String dataset, boolean again) throws InterruptedException {
        if (!again && isTrained(dataset)) {
            progress.say(
                    "A lung finder of data set " + dataset + " was trained in an earlier run; --retrain trains again.");
            return;
        }
        run.publishLabelled(scans, dataset);
        String trainingId = run.trainings().requestWithoutSlot(RECIPE, dataset);
        run.trainings().awaitDone(trainingId);
        progress.say("The lung finder " + RECIPE + " " + trainingId + " is trained; it serves in no slot.");
    }

    private boolean isTrained(String dataset) {
        return store.list(StorageKeys.models()).stream()
                .filter(key -> key.startsWith(StorageKeys.models() + RECIPE + "/") && key.endsWith(Manifest.MANIFEST))
                .map(key -> Json.read(store.get(key), Manifest.class))
                .anyMatch(manifest -> manifest.data().dataset().equals(dataset));
    }
}
