/** From pixels to probabilities to events, while the next pixels are being loaded. */
package dev.thorax.inference.scoring;
