package dev.thorax.ingest.patient;

import java.util.List;

import dev.thorax.contracts.event.ScanErased;

/** Publishes that scans were erased. */
@FunctionalInterface
interface ErasedScanPublisher {
    /**
     * Publishes events. Returns when the broker has them.
     *
     * @throws ErasureUnfinishedException if the broker does not acknowledge one
     */
    void publish(List<ScanErased> events);
}
