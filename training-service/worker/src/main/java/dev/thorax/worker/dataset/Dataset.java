package dev.thorax.worker.dataset;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.Sha256;

/**
 * The labelled scans of a data set.
 *
 * @param name its name
 * @param classes the classes, sorted; a label is an index into it
 * @param input size of every scan
 * @param scans all scans
 * @param pixels of the scans, in the same order
 * @param lungs where the lungs of each scan were found, in the same order, with null where they were not; null if no lung finder was
 *     asked
 */
public record Dataset(
        String name,
        List<String> classes,
        InputSpec input,
        List<LabelledScan> scans,
        ScanPixels pixels,
        @Nullable List<@Nullable SeenLungs> lungs) {

    /** Creates a data set that is read without a lung finder. */
    public Dataset(String name, List<String> classes, InputSpec input, List<LabelledScan> scans, ScanPixels pixels) {
        this(name, classes, input, scans, pixels, null);
    }

    /** Returns whether the network can see the scan {@code index}: not if a lung finder found no lungs in it. */
    boolean showsLungs(int index) {
        return lungs == null || lungs.get(index) != null;
    }

    /**
     * Returns some of the scans as a data set.
     *
     * @param part indices of scans, ascending
     */
    Dataset only(int[] part) {
        return new Dataset(
                name,
                classes,
                input,
                Arrays.stream(part).mapToObj(scans::get).toList(),
                new SelectedPixels(pixels, part, input.height() * input.width()),
                lungs == null
                        ? null
                        : Arrays.stream(part).<SeenLungs>mapToObj(lungs::get).collect(Collectors.toList()));
    }

    /** SHA-256 over the sorted lines {@code label/scanId sha256}, each ended by a line feed; 64 lower-case hex digits. */
    public String digest() {
        return digest(classes, scans);
    }

    static String digest(List<String> classes, List<LabelledScan> scans) {
        return Sha256.of(scans.stream()
                .map(scan -> classes.get(scan.label()) + "/" + scan.scanId() + " " + scan.sha256() + "\n")
                .sorted()
                .collect(Collectors.joining()));
    }

    /**
     * Mean of all pixels of some scans, in [0,1].
     *
     * @param part indices of scans, at least one
     */
    public double mean(int[] part) {
        double sum = 0;
        for (int i : part) {
            long scan = 0;
            for (byte pixel : pixels.get(i)) {
                scan += pixel & 0xFF;
            }
            sum += scan / (255.0 * input.height() * input.width());
        }
        return sum / part.length;
    }

    /** Returns the number of scans of each class, by its name. */
    public Map<String, Integer> counts() {
        int[] counts = counts(IntStream.range(0, scans.size()).toArray());
        Map<String, Integer> byName = new LinkedHashMap<>();
        for (int c = 0; c < counts.length; c++) {
            byName.put(classes.get(c), counts[c]);
        }
        return byName;
    }

    /**
     * Index of the class of each of some scans.
     *
     * @param part indices of scans
     * @return int[part.length]
     */
    public int[] labels(int[] part) {
        return Arrays.stream(part).map(i -> scans.get(i).label()).toArray();
    }

    /**
     * Scans of each class among some.
     *
     * @param part indices of scans
     * @return int[C]
     */
    public int[] counts(int[] part) {
        int[] counts = new int[classes.size()];
        for (int i : part) {
            counts[scans.get(i).label()]++;
        }
        return counts;
    }
}
