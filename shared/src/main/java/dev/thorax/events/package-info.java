/** What the services say to each other: one record an event, one constant a topic, and how they travel through Kafka. */
package dev.thorax.events;
