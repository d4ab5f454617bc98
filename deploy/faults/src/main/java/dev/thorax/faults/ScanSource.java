package dev.thorax.faults;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Makes the scans of devices. The same seed makes the same scans, each by its number. */
final class ScanSource {
    private static final int PATIENTS = 5000;
    private static final int RECENT = 200;

    private final long seed;
    private final double badPercent;
    private final int repeatedPercent;
    private final Pictures pictures;
    private final BadScans bad;

    ScanSource(long seed, double badPercent, int repeatedPercent) {
        this.seed = seed;
        this.badPercent = badPercent;
        this.repeatedPercent = repeatedPercent;
        this.pictures = new Pictures(seed);
        this.bad = new BadScans(pictures);
    }

    /** Returns what a device sends as number {@code number}: a new scan, or one of its recent ones once more. */
    Scan next(String device, int number) {
        SplittableRandom random = random(device, number);
        if (number > 0 && random.nextInt(100) < repeatedPercent) {
            return scan(device, number - 1 - random.nextInt(Math.min(number, RECENT)));
        }
        return scan(device, number);
    }

    /** Returns a good scan. */
    Scan good(String id) {
        SplittableRandom random = new SplittableRandom(Objects.hash(seed, id));
        int number = random.nextInt(Integer.MAX_VALUE);
        byte[] file = random.nextInt(3) == 0 ? pictures.png(number, id) : pictures.jpeg(number, id);
        Map<String, String> headers =
                random.nextInt(4) == 0 ? Map.of() : Map.of("patient", "patient-" + random.nextInt(PATIENTS));
        return new Scan(id, true, file, headers);
    }

    private Scan scan(String device, int number) {
        SplittableRandom random = random(device + " scan", number);
        String id = device + "-" + seed + "-" + number;
        return 100 * random.nextDouble() < badPercent ? bad.scan(id, random.nextInt(bad.kinds())) : good(id);
    }

    // The first numbers of java.util.Random are alike for seeds that follow each other.
    private SplittableRandom random(String purpose, int number) {
        return new SplittableRandom(Objects.hash(seed, purpose, number));
    }
}
