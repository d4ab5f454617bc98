/** Reads the canonical image of a scan, and serves it. */
package dev.thorax.explain.scan;
