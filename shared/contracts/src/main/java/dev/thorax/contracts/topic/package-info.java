/** Names the Kafka topics and the headers of their records. */
package dev.thorax.contracts.topic;
