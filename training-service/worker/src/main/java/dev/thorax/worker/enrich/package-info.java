/** More training scans of one class, made from its own by filters. */
package dev.thorax.worker.enrich;
