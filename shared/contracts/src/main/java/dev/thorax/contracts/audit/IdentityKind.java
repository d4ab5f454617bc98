package dev.thorax.contracts.audit;

/** How a caller proved who it is. */
public enum IdentityKind {
    /** By a key of the file of keys. */
    KEY,
    /** By a token of the identity provider. */
    TOKEN,
    /** By a client certificate. */
    CERTIFICATE,
    /** The caller proved nothing. */
    NONE
}
