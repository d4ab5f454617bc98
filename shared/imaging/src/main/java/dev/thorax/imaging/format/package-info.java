/** Reads the headers of image files, without decoding a pixel. */
package dev.thorax.imaging.format;
