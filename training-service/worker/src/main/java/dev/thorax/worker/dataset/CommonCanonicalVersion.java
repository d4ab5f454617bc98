package dev.thorax.worker.dataset;

import java.util.List;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.worker.TrainingException;

/** Finds the version of the making of canonical images that all scans of a data set have in common. */
final class CommonCanonicalVersion {
    private CommonCanonicalVersion() {}

    /**
     * Returns the latest version that gives the image of every scan.
     *
     * @throws TrainingException if there is none
     */
    static int of(String dataset, List<LabelledScan> scans) {
        int from = 1;
        int to = Integer.MAX_VALUE;
        LabelledScan newest = null;
        LabelledScan oldest = null;
        for (LabelledScan scan : scans) {
            CanonicalVersions versions = versions(scan);
            if (versions.from() > from) {
                from = versions.from();
                newest = scan;
            }
            if (versions.to() < to) {
                to = versions.to();
                oldest = scan;
            }
        }
        if (from > to) {
            throw new TrainingException("Data set " + dataset
                    + " mixes canonical images of different versions: that of scan "
                    + oldest.scanId() + " is of version " + versions(oldest) + " and that of scan " + newest.scanId()
                    + " of version " + versions(newest)
                    + "; make the canonical images anew (docs/operations.md) and take out the scans that are refused.");
        }
        return scans.isEmpty() ? 1 : to;
    }

    /** Returns the versions that give the image of a scan. */
    static CanonicalVersions versions(LabelledScan scan) {
        CanonicalVersions recorded =
                scan.metadata() == null ? null : scan.metadata().canonical();
        return recorded == null ? CanonicalVersions.UNRECORDED : recorded;
    }
}
