/** What a problem's text says, and what to do then. */
export type Rule = readonly [about: RegExp, advice: (found: RegExpExecArray, name: string) => string]

/** What is expected, without the reason or the place that says so. */
export const bare = (text = '') => text.split(/ \(|, (?:the|in) /, 1)[0]

const isHeader = (name: string) => /^(?:[A-Z][\w-]*|x-[\w-]*)$/.test(name)

const says = (text: string) => () => text

/** The time in another unit. */
const UNITS: readonly Rule[] = [
  [/\bin milliseconds\b/, (_, name) => `Divide it by 1000 and round down: ${name} is in seconds.`],
  [/\bin microseconds\b/, (_, name) => `Divide it by 1,000,000 and round down: ${name} is in seconds.`],
  [/\bin nanoseconds\b/, (_, name) => `Divide it by 1,000,000,000 and round down: ${name} is in seconds.`],
  [/\bin seconds with a fraction\b/, says('Round it down to whole seconds.')],
  [/\bin seconds; expected (\w+)$/, ([, unit]) => `Give it in ${unit}.`],
]

/** Headers, parameters and variables. */
const PRESENCE: readonly Rule[] = [
  [
    /was not filled in/,
    says('Fill in the variable: look at its name, and whether it is defined where the request is sent.'),
  ],
  [
    /^(?:the )?([\w-]+)(?: header)? is missing; .*only the name is wrong/,
    ([, own = ''], name) => `Send it as ${own === 'it' ? name : own}.`,
  ],
  [/is it meant\?$/, (_, name) => `If it is meant, send it as ${name}.`],
  [/is there (?:twice|\d+ times)/, says('Send it once: a script and the tool may both have set it.')],
  [
    /^it is missing: the request (?:is not signed|has no proof)/,
    (_, name) =>
      `Sign the request and send ${name}. If you did, a redirect, a proxy or another script took it off.`,
  ],
  [
    /(?:the word|without|without the word) (Hmac|Bearer)\b/,
    ([, word]) => `Write "${word}" and a space before the token.`,
  ],
  [/^there is no body/, says('Send the body that is expected.')],
  [
    /^it is missing; expected (?<expected>.*)$/,
    ({ groups }, name) => `Send ${name}: ${bare(groups?.expected)?.split(': ', 1)[0]}.`,
  ],
  [
    /^it is (?:missing|empty)/,
    (_, name) =>
      isHeader(name)
        ? `Send ${name} with each request. If you did, a redirect or a proxy took it off.`
        : `Send ${name} too.`,
  ],
]

/** Credentials after Basic (RFC 7617). */
const BASIC: readonly Rule[] = [
  [
    /credentials after Basic|^it has the credentials/,
    says('Encode the id, a colon and the secret in base64, and nothing else.'),
  ],
  [/^the (first|second) of the credentials is right/, says('Send the id and the secret of the same client.')],
]

/** Tokens and what may be used once. */
const ONCE: readonly Rule[] = [
  [/it was used before/, says('Make a new one for each request, retries too, just before it is signed.')],
  [/^it ended /, says('Ask for a new token shortly before each one ends.')],
  [
    /it is not the newest/,
    says('Let one process ask for tokens and share them: each new one ends the one before.'),
  ],
  [/cut off/, says('Send all of it: something limits its length, or the end was not copied.')],
  [/it is a token of /, says('Send the token that this provider gave: keep the tokens of each apart.')],
  [
    /, encoded in |escaped for HTML|as a JSON string|it differs from the token/,
    says('Send it as it came, letter for letter.'),
  ],
  [/a part of it:|without its beginning:/, says('Send all of it.')],
  [/in other upper and lower case/, says('Send it as it came, letter for letter.')],
  [
    /bearer token in place of the HMAC token/,
    says('Send the HMAC token to the exchange; the bearer token that it gives is for API requests.'),
  ],
  [/differs from (\S+), where tokens are requested/, ([, path]) => `Request the token at exactly ${path}.`],
  [/the proof is for another token/, says('Make the proof for the token that goes with it.')],
]

/** What is hashed and signed. */
const COVERED: readonly Rule[] = [
  [
    /it is not the (?:hash|MD5)|was changed after it was hashed/,
    says('Hash the very bytes that are sent, after the last change to them.'),
  ],
  [
    /covered and not on the request|, and is not on the request/,
    says('Sign last, when all headers are set, and send each that is signed.'),
  ],
  [/is not covered|asks for a signed body|asks for the body/, says('Cover it by the signature.')],
  [/it does not name (\w+)/, ([, what]) => `Name ${what} in it.`],
  [/made with a key other than (\w+)/, ([, key]) => `Sign with the key in ${key}.`],
  [
    /bytes of a signature by (\w+)/,
    ([, key]) => `Sign with the key in ${key}, and send all of the signature.`,
  ],
  [
    /which does not hold for/,
    says('Sign with the private key whose public key the provider has, and change nothing afterwards.'),
  ],
  [/differs from the key in the settings/, says('Sign with that key, or correct the setting.')],
]

/** What is encrypted. */
const SEALED: readonly Rule[] = [
  [/made JSON twice/, says('Make it JSON once: what was made JSON is a text of JSON already.')],
  [/opens with (\w+), which is for responses; encrypt to (\w+)/, ([, , right]) => `Encrypt it for ${right}.`],
  [/is not encrypted(?:,|:)|in plaintext/, says('Encrypt it before it is sent.')],
  [
    /not encrypted to the encryptionCertificate|does not open with it/,
    says('Encrypt it for the certificate in the settings, and change nothing afterwards.'),
  ],
  [/a JWE has five/, says('Send the whole JWE in its compact form: five parts with dots between them.')],
  [/is not JSON|is not a JSON object/, says('Make it a JSON object.')],
]

/** For what says nothing of what is expected. */
export const FORM: readonly Rule[] = [
  [/percent-encoded/, says('Send it as it is, not percent-encoded.')],
  [/is in the header, and a detached JWS leaves it out/, says('Leave the part between the dots empty.')],
  [/lost the zero of each byte/, says('Write two hex digits for each byte: %02x.')],
  [/^it (?:has no|is not) |is not of the form|which is not a /, says('Write it in that form.')],
]

/** For what is known by its words, in the order in which they count. */
export const RULES = [...UNITS, ...PRESENCE, ...BASIC, ...ONCE, ...COVERED, ...SEALED]
