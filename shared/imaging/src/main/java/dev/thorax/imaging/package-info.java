/** Holds canonical images and turns them into the input of a network. */
package dev.thorax.imaging;
