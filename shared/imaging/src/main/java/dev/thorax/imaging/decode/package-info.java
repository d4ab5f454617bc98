/** Turns the file that a device sent into a canonical image. */
package dev.thorax.imaging.decode;
