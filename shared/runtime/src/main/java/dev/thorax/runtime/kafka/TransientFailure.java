package dev.thorax.runtime.kafka;

/** Marks an exception that has nothing to do with a record: the same record can be answered later. */
public interface TransientFailure {}
