package dev.thorax.inference.scoring;

import java.util.Iterator;

/**
 * Result of one run of the network.
 *
 * @param rows one for each scan that could be scored, in their order
 * @param millis time of the run for each scan, in milliseconds
 */
record Scores(Iterator<ImageScore> rows, double millis) {}
