package dev.thorax.training.dataset;

import dev.thorax.storage.Keys;
import dev.thorax.training.problem.CannotTrain;

/**
 * The parts of a pointer's key.
 *
 * @param dataset the data set
 * @param label the class
 * @param scanId the scan
 */
record PointerKey(String dataset, String label, String scanId) {

    static PointerKey parse(String dataset, String key) {
        String[] parts = key.substring(Keys.dataset(dataset).length()).split("/", -1);
        if (parts.length != 2 || !Keys.isName(parts[0]) || !Keys.isName(parts[1])) {
            throw new CannotTrain("The object " + key + " lies in data set " + dataset
                    + " but is not datasets/DATASET/LABEL/SCAN; delete it.");
        }
        return new PointerKey(dataset, parts[0], parts[1]);
    }

    String key() {
        return Keys.pointer(dataset, label, scanId);
    }
}
