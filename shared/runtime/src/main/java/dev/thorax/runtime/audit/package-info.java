/** Audit: records each request that is about patients or decisions, and withholds its answer until the broker has the record. */
package dev.thorax.runtime.audit;
