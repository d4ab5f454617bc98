/** Decodes pictures in child processes, so that no picture can take the service along. */
package dev.thorax.ingest.decode;
