/** Gives each service its configured object store. */
package dev.thorax.runtime.storage;
