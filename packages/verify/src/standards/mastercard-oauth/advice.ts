/** What to do if a request is signed by the letter of RFC 5849. */
export const UNLIKE_RFC =
  "Mastercard's client library leaves RFC 5849: sign the query and the oauth_ values as they are written, each pair once, without what is in the body, encode the whole once, and percent-encode only oauth_signature in the header."
