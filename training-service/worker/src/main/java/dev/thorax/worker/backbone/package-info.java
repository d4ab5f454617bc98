/** Finds the weights files of backbones: in a folder, in the object store, or at their published address. */
package dev.thorax.worker.backbone;
