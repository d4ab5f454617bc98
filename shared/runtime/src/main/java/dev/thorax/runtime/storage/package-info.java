/** The configured object store of a service. */
package dev.thorax.runtime.storage;
