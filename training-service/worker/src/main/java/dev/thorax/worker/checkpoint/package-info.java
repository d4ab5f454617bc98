/** What a training leaves in the object store after an epoch, so that another process can go on from there. */
package dev.thorax.worker.checkpoint;
