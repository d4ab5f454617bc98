/** Events that leave this service in Kafka transactions of their own. */
package dev.thorax.training.event;
