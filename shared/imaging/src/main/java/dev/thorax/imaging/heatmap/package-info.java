/** Holds heat maps, stores them and lays them over images. */
package dev.thorax.imaging.heatmap;
