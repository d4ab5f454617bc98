package dev.thorax.worker.validation;

import java.time.Instant;
import java.util.List;

import dev.thorax.worker.report.SelectedScans;

/**
 * What a validation froze when its first worker began. It is scored by this, whatever comes into the data set later.
 *
 * @param scans the scans that count
 * @param selected how they were selected
 * @param takenAt when (UTC)
 */
record SiteScans(List<SiteScan> scans, SelectedScans selected, Instant takenAt) {
    /** Copies the list. */
    SiteScans {
        scans = List.copyOf(scans);
    }
}
