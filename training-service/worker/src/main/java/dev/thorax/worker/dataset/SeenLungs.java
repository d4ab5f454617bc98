package dev.thorax.worker.dataset;

import dev.thorax.imaging.mask.SquareBox;

/**
 * Where a lung finder found the lungs of a scan.
 *
 * @param box the square around them, in pixels of the canonical image; what the network sees
 * @param imageWidth columns of the canonical image
 * @param imageHeight its rows
 */
public record SeenLungs(SquareBox box, int imageWidth, int imageHeight) {}
