/** Definitions to start from, by what they resemble. */

const START = `# The signature of <NAME>. Each place marked FILL IN is the vendor's to say.
id: <ID>
name: <NAME>
# FILL IN: the hosts that may get the credentials, each with its subdomains.
hosts: [api.<ID>.example]
`

// These are APP_API_KEY and APP_API_SECRET in every tool.
const KEY = `# FILL IN: these are <PREFIX>API_KEY and <PREFIX>API_SECRET in every tool.
settings:
  apiKey: the API key
  apiSecret: { about: the API secret, secret: true }
`

/** An HMAC of time, method, path and body, in a header. */
const hmac = `${START}${KEY}# FILL IN: what is signed, in order. Each step has a name, which explain, verify and errors use.
steps:
  timestamp: seconds()
  start: concat(timestamp, "\\n", method, "\\n", target, "\\n")
  signature: hex(hmac-sha256(apiSecret, start, body))
# FILL IN: what is sent.
send:
  headers:
    X-Api-Key: "{apiKey}"
    X-Timestamp: "{timestamp}"
    X-Signature: "{signature}"
# FILL IN: for how many seconds the time is accepted.
maxAge: 300
examples:
  - { name: Create a thing, method: POST, path: /v1/things, body: '{"amount":50}' }
vectors:
  # FILL IN: a request that the vendor publishes, with its signature. This one was made without Countersign:
  # printf '1700000000\\nPOST\\n/v1/things?a=1\\n{"amount":50}' | openssl dgst -sha256 -hmac a-secret-of-yours
  - settings: { apiKey: a-key, apiSecret: a-secret-of-yours }
    now: 1700000000
    request: { method: POST, url: "https://api.<ID>.example/v1/things?a=1", body: '{"amount":50}' }
    steps: { signature: e2d9f406414ace569b436cfbd189b3b0cc7d431f1e6bf52d21eb5a28756dcc33 }
    headers: { X-Api-Key: a-key, X-Timestamp: "1700000000" }
`

/** The same in the query. */
const query = `${START}${KEY}# FILL IN: what is signed, in order. Each step has a name, which explain, verify and errors use.
steps:
  timestamp: seconds()
  params: with(query, "timestamp", timestamp)
  signature: hex(hmac-sha256(apiSecret, params, body))
# FILL IN: what is sent. A query begins with the request's own.
send:
  headers: { X-Api-Key: "{apiKey}" }
  query: "{params}&signature={signature}"
# FILL IN: for how many seconds the time is accepted.
maxAge: 300
examples:
  - { name: Account, method: GET, path: /v1/account }
vectors:
  # FILL IN: a request that the vendor publishes, with its signature. This one was made without Countersign:
  # printf 'symbol=BTC&timestamp=1700000000' | openssl dgst -sha256 -hmac a-secret-of-yours
  - settings: { apiKey: a-key, apiSecret: a-secret-of-yours }
    now: 1700000000
    request: { method: GET, url: "https://api.<ID>.example/v1/account?symbol=BTC" }
    steps: { signature: 4d8166a85b0ec0686b6f2044070f70e6e6f08a7ddaf0dfe32a719d65f22f4c34 }
    headers: { X-Api-Key: a-key }
`

/** A token that is requested first. */
const token = `${START}# FILL IN: these are <PREFIX>CLIENT_ID and <PREFIX>CLIENT_SECRET in every tool.
settings:
  clientId: the id of the client
  clientSecret: { about: the secret of the client, secret: true }
# FILL IN: where a token is requested, and how; where it is in the response, and when it ends.
token:
  url: "{scheme}://{authority}/oauth/token"
  headers: { Authorization: 'Basic {base64(concat(clientId, ":", clientSecret))}' }
  form: { grant_type: client_credentials }
  value: access_token
  expires: expires_in
send:
  headers: { Authorization: "Bearer {token}" }
examples:
  - { name: Account, method: GET, path: /v1/account }
vectors:
  # FILL IN: what the vendor publishes. Nothing is sent: the vector gives the token. This one was made without
  # Countersign: printf 'my-client:a-secret-of-yours' | openssl base64 -A
  - settings: { clientId: my-client, clientSecret: a-secret-of-yours }
    token: the-token
    request: { method: GET, url: "https://api.<ID>.example/v1/account" }
    tokenRequest:
      url: https://api.<ID>.example/oauth/token
      headers: { Authorization: Basic bXktY2xpZW50OmEtc2VjcmV0LW9mLXlvdXJz }
      body: grant_type=client_credentials
    headers: { Authorization: Bearer the-token }
`

export const definitions: Readonly<Record<string, string>> = { hmac, query, token }
