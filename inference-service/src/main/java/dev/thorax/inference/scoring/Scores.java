package dev.thorax.inference.scoring;

import java.util.Iterator;

/**
 * What one run of the network gave.
 *
 * @param rows float32[N,C] for the scans that could be scored, in their order; each row sums to 1
 * @param millis time of the run divided by N, in milliseconds
 */
record Scores(Iterator<float[]> rows, double millis) {}
