package dev.thorax.ingest.attempt;

import dev.thorax.ingest.record.Scan;

/**
 * The content of an attempt mark: a record that a process works at, or at which it ended.
 *
 * @param origin the record: {@code topic-partition@offset}
 * @param attempts processes that began to work at it and have not finished, this one included; at least 1
 * @param process identifies the process that began last
 */
record AttemptMark(String origin, int attempts, String process) {
    boolean isOf(Scan scan) {
        return scan.origin().equals(origin);
    }
}
