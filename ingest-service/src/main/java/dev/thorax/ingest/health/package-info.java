/** Reports whether the service can work. */
package dev.thorax.ingest.health;
