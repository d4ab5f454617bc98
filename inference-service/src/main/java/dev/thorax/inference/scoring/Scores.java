package dev.thorax.inference.scoring;

import java.util.Iterator;

/**
 * Result of one run of the network.
 *
 * @param rows float32[N,C] for the scans that could be scored, in their order; each row sums to 1
 * @param millis time of the run for each scan, in milliseconds
 */
record Scores(Iterator<float[]> rows, double millis) {}
