/** From the pointers in the object store to pixels in memory, parted by patient. */
package dev.thorax.worker.dataset;
