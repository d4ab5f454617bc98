/** Maps the configuration of the service. */
package dev.thorax.ingest.config;
