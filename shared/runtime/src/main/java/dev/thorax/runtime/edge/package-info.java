/** What stands before each HTTP request of a service: the host names that it answers to, and the limits of a caller. */
package dev.thorax.runtime.edge;
