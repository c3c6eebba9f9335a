/** Programs in Python that sign right, with `{{NAME}}` for what is filled in. Nothing but the standard library. */
export const python = {
  inqud: `import hashlib, hmac, json, secrets, urllib.request

body = json.dumps({"amount": 50}).encode()  # sign exactly the bytes that are sent
salt = secrets.token_hex(32)
signature = hmac.new(b"{{INQUD_TOKEN_SECRET}}", body + salt.encode(), hashlib.sha256).hexdigest()
request = urllib.request.Request("{{ORIGIN}}/v1/user/payments/payout", body, {
    "Content-Type": "application/json",
    "X-Token-API-Id": "{{INQUD_TOKEN_ID}}",
    "X-Salt": salt,
    "X-HMAC-SHA256-Signature": signature,
})
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())
`,
  imburse: `import base64, hashlib, hmac, json, secrets, time, urllib.request

nonce, timestamp = secrets.token_hex(16), int(time.time())
string_to_sign = f"{{IMBURSE_PUBLIC_KEY}}:{nonce}:{timestamp}:"  # no body: the body hash is empty
key = base64.b64decode("{{IMBURSE_PRIVATE_KEY}}")
signature = base64.b64encode(hmac.new(key, string_to_sign.encode(), hashlib.sha256).digest()).decode()
exchange = urllib.request.Request("{{ORIGIN}}/v1/identity/hmac", method="POST", headers={
    "Authorization": f"Hmac {{IMBURSE_PUBLIC_KEY}}:{nonce}:{timestamp}:{signature}",
})
token = json.load(urllib.request.urlopen(exchange))["accessToken"]  # for one request; a refusal raises HTTPError
request = urllib.request.Request("{{ORIGIN}}/v1/order-management", b'{"orderRef": "order-0001"}', {
    "Content-Type": "application/json",
    "Authorization": f"Bearer {token}",
    "x-account-id": "{{IMBURSE_ACCOUNT_ID}}",
    "x-tenant-id": "{{IMBURSE_TENANT_ID}}",
})
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())
`,
  sendpayments: `import json, urllib.request

client = json.dumps({
    "clientId": "{{SENDPAYMENTS_CLIENT_ID}}",
    "clientSecret": "{{SENDPAYMENTS_CLIENT_SECRET}}",
}).encode()
json_type = {"Content-Type": "application/json"}
auth = urllib.request.Request("{{ORIGIN}}/auth", client, json_type)
# For five minutes; a new one ends it. A refusal raises HTTPError.
token = json.load(urllib.request.urlopen(auth))["accessToken"]
request = urllib.request.Request("{{ORIGIN}}/v1/accounts", b'{"currency": "AUD"}', {
    **json_type,
    "Authorization": f"Bearer {token}",
})
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())
`,
  mastercard: `# pip install mastercard-client-encryption; the .pem files last as long as the page does
import json, ssl, urllib.request
from client_encryption.jwe_encryption import decrypt_payload, encrypt_payload
from client_encryption.jwe_encryption_config import JweEncryptionConfig

config = JweEncryptionConfig({
    "paths": {"$": {"toEncrypt": {"$": "$"}, "toDecrypt": {"encryptedData": "$"}}},
    "encryptedValueFieldName": "encryptedData",
    "encryptionCertificate": "sandbox.MASTERCARD_ENCRYPTION_CERTIFICATE.pem",
    "decryptionKey": "sandbox.MASTERCARD_DECRYPTION_KEY.pem",
})
body = json.dumps(encrypt_payload({"accountNumber": "4111111111111111"}, config)).encode()
request = urllib.request.Request("{{ORIGIN}}/idverify", body, {"Content-Type": "application/json"})
tls = ssl.create_default_context(cafile="sandbox.COUNTERSIGN_CACERT.pem")  #tls
tls.load_cert_chain("sandbox.MASTERCARD_CLIENT_CERTIFICATE.pem", "sandbox.MASTERCARD_CLIENT_KEY.pem")  #tls
with urllib.request.urlopen(request, context={{TLS}}) as response:
    print(response.status, decrypt_payload(json.load(response), config))
`,
}
