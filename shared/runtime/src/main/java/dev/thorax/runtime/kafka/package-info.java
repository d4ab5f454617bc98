/** Sends records in Kafka transactions and follows topics. */
package dev.thorax.runtime.kafka;
