/** Takes scans by HTTP from devices without Kafka, and puts them on the same topic. */
package dev.thorax.ingest.upload;
