/** Who may do what on Kafka: principals and their rules, read from one file. */
package dev.thorax.access.kafka;
