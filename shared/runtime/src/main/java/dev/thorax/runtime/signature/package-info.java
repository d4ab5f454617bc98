/** The keys that may sign versions, for the services that use versions. */
package dev.thorax.runtime.signature;
