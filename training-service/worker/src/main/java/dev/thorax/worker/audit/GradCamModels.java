package dev.thorax.worker.audit;

import java.util.List;

/**
 * The {@code gradcam.onnx} files that render heat maps: {@code image: uint8[N,H,W], class: int64[N]} to {@code heatmap:
 * float32[N,h,w]} in [0,1].
 *
 * @param own the version's own
 * @param randomised those of the same architecture with random weights in every layer, one or a few: each random network
 *     has its own taste, the same in every picture, so one alone says little
 */
public record GradCamModels(byte[] own, List<byte[]> randomised) {}
