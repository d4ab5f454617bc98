package dev.thorax.worker.dataset;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a data set; every patient is in exactly one. Each array holds indices of scans, ascending.
 *
 * @param training what the weights are fitted to
 * @param validation what decides when to stop
 * @param test what the network is scored on, and nothing else
 */
public record Split(int[] training, int[] validation, int[] test) {

    /** Returns the scan ids by the name of their part, as the manifest keeps them. */
    public Map<String, List<String>> scanIds(Dataset dataset) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        ids.put("training", ids(dataset, training));
        ids.put("validation", ids(dataset, validation));
        ids.put("test", ids(dataset, test));
        return ids;
    }

    private static List<String> ids(Dataset dataset, int[] part) {
        return Arrays.stream(part)
                .mapToObj(i -> dataset.scans().get(i).scanId())
                .toList();
    }
}
