/** Takes scans from the topic, decides whether each is an acceptable radiograph, and makes it durable. */
package dev.thorax.ingest;
