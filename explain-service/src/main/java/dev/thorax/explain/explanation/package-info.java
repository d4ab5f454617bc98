/** Answers those who ask for an explanation, over HTTP and over Kafka. */
package dev.thorax.explain.explanation;
