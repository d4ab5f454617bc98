/** Reads what image files say of themselves, without decoding a pixel. */
package dev.thorax.imaging.format;
