package dev.thorax.runtime.attempt;

/**
 * The content of a mark: the records of a partition that a process works at, or at which it ended.
 *
 * @param process identifies the process
 * @param from offset of the first record, or of the next one if the process waits for records
 * @param to offset of the last record; {@link Long#MAX_VALUE} if the process waits for records
 * @param ended number of processes that ended before at the record {@code from}, which is then alone in work; else 0
 * @param read whether the record that is alone in work was read
 */
public record AttemptMark(String process, long from, long to, int ended, boolean read) {}
