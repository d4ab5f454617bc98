package dev.thorax.local;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
        Optional<String> earlier = again ? Optional.empty() : trained(dataset);
        if (earlier.isPresent()) {
            progress.say("The lung finder " + RECIPE + " " + earlier.get() + " of data set " + dataset
                    + " was trained in an earlier run; --retrain trains again." + use(earlier.get()));
            return;
        }
        run.publishLabelled(scans, dataset);
        String trainingId = run.trainings().requestWithoutSlot(RECIPE, dataset);
        run.trainings().awaitDone(trainingId);
        progress.say("The lung finder " + RECIPE + " " + trainingId + " is trained; it serves in no slot."
                + use(trainingId));
    }

    private static String use(String version) {
        return " A recipe that looks at the lungs takes it: --recipe thorax-lungs --lungs " + version;
    }

    private Optional<String> trained(String dataset) {
        return store.list(StorageKeys.models()).stream()
                .filter(key -> key.startsWith(StorageKeys.models() + RECIPE + "/") && key.endsWith(Manifest.MANIFEST))
                .map(key -> Json.read(store.get(key), Manifest.class))
                .filter(manifest -> manifest.data().dataset().equals(dataset))
                .max(Comparator.comparing(Manifest::trainedAt))
                .map(Manifest::version);
    }
}
