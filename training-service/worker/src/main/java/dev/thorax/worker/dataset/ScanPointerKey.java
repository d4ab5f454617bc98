package dev.thorax.worker.dataset;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.worker.TrainingException;

/**
 * The parts of a pointer's key.
 *
 * @param dataset the data set
 * @param label the class
 * @param scanId the scan
 */
public record ScanPointerKey(String dataset, String label, String scanId) {

    /**
     * Reads the key of an object in {@code dataset}.
     *
     * @throws TrainingException if it is not the key of a pointer
     */
    public static ScanPointerKey parse(String dataset, String key) {
        String[] parts = key.substring(StorageKeys.dataset(dataset).length()).split("/", -1);
        if (parts.length != 2 || !StorageKeys.isName(parts[0]) || !StorageKeys.isName(parts[1])) {
            throw new TrainingException("The object " + key + " lies in data set " + dataset
                    + " but is not datasets/DATASET/LABEL/SCAN; delete it.");
        }
        return new ScanPointerKey(dataset, parts[0], parts[1]);
    }

    String key() {
        return StorageKeys.pointer(dataset, label, scanId);
    }
}
