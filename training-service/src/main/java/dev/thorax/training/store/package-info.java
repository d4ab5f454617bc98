/** The object store as a long job needs it: an outage is waited out. */
package dev.thorax.training.store;
