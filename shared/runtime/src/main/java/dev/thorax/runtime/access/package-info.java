/** Finds out who calls a service by HTTP, and refuses a caller that is unknown or lacks the role. */
package dev.thorax.runtime.access;
