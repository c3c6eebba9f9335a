# Writes the salt in capitals into its header, after it was signed in small letters.
import hashlib
import hmac
import json
import os
import secrets
import urllib.error
import urllib.request

salt = secrets.token_hex(32)
body = json.dumps({"amount": "50.00", "receiver": {"name": "Jürgen Müller"}}).encode()
signature = hmac.new(os.environ["INQUD_TOKEN_SECRET"].encode(), body + salt.encode(), hashlib.sha256).hexdigest()
headers = {
    "Content-Type": "application/json",
    "X-Token-API-Id": os.environ["INQUD_TOKEN_ID"],
    "X-Salt": salt.upper(),
    "X-HMAC-SHA256-Signature": signature,
}
request = urllib.request.Request(os.environ["ORIGIN"] + "/v1/user/payments/payout", body, headers)
try:
    print(urllib.request.urlopen(request).status)
except urllib.error.HTTPError as refused:
    print(refused.code)
