package dev.thorax.worker.segmentation;

import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.ScanPixels;

/**
 * A data set whose scans have masks.
 *
 * @param dataset the scans
 * @param masks the mask of each scan at the same size, uint8[H,W], 255 where it is marked, grey at its edge
 */
public record MaskedDataset(Dataset dataset, ScanPixels masks) {}
