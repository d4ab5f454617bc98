/** Work that a service repeats beside its requests and records. */
package dev.thorax.runtime.task;
