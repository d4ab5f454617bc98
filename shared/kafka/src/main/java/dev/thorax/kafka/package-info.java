/** Reads Kafka topics with the plain client. */
package dev.thorax.kafka;
