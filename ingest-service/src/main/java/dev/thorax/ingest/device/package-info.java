/** Topics that one device alone may write: which are there, which fit, and are consumed. */
package dev.thorax.ingest.device;
