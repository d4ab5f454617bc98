/** From the bytes that a device sent to the canonical image, and from that to the pixels that a network sees. */
package dev.thorax.imaging;
