/** Starts a real Kafka broker, a real S3 server and the packaged services, each in a child JVM that ends with this one. */
package dev.thorax.servers;
