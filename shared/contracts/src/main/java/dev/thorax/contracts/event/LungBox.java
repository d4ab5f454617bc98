package dev.thorax.contracts.event;

/**
 * The square around both lungs that a network saw, in pixels of the canonical image. It may reach beyond the image.
 *
 * @param left first column, may be negative
 * @param top first row, may be negative
 * @param side columns and rows, at least 1
 */
public record LungBox(int left, int top, int side) {}
