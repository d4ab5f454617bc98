/** Sets of all classes that a scan may have: their fit, and how well they hold. */
package dev.thorax.worker.conformal;
