/** Gives the service its clock. */
package dev.thorax.ingest.config;
