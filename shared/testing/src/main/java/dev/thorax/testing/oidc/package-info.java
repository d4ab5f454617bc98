/** Stands in for a provider of identities (OpenID Connect). */
package dev.thorax.testing.oidc;
