/** The object store: its interface, S3, retries and measurements. */
package dev.thorax.storage;
