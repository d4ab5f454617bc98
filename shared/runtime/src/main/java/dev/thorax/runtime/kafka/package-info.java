/** Sends records in Kafka transactions and follows the promotions of models. */
package dev.thorax.runtime.kafka;
