/** Finds the regions of masks and cuts square boxes out of images. */
package dev.thorax.imaging.mask;
