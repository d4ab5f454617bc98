/** HTTP: problem documents, server-sent events and the refusal of requests from other sites. */
package dev.thorax.runtime.http;
