/** Takes requests for trainings from Kafka and answers each once. */
package dev.thorax.training.request;
