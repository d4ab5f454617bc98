package dev.thorax.onnx.lungs;

import org.jspecify.annotations.Nullable;

import dev.thorax.imaging.CropWindow;
import dev.thorax.imaging.mask.SquareBox;

/**
 * What a network sees of one scan.
 *
 * @param pixels uint8[height * width] at the size of the network, row by row
 * @param seen the part of the canonical image that they show
 * @param lungs the square around the lungs, which is {@code seen}; null if the network sees the scan without a lung finder
 */
public record NetworkInput(byte[] pixels, CropWindow seen, @Nullable SquareBox lungs) {}
