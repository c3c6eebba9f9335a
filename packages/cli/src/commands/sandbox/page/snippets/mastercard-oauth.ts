/** Programs that call Mastercard's own signers (OAuth 1.0a); the key is a PEM file. By language. */
const KEY = 'sandbox.MASTERCARD_OAUTH_SIGNING_KEY.pem'
const CONSUMER = '{{MASTERCARD_OAUTH_CONSUMER_KEY}}'
const URL = '{{ORIGIN}}/service'

export const mastercardOauth = {
  Python: `# pip install mastercard-oauth1-signer; the .pem file lasts as long as the page does
import urllib.request
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from oauth1.oauth import OAuth

url, body = "${URL}", '{"amount": 50}'  # sign exactly the text that is sent
key = load_pem_private_key(open("${KEY}", "rb").read(), None)
authorization = OAuth.get_authorization_header(url, "POST", body, "${CONSUMER}", key)
request = urllib.request.Request(url, body.encode(), {
    "Content-Type": "application/json",
    "Authorization": authorization,
})
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())
`,
  Java: String.raw`// com.mastercard.developer:oauth1-signer from Maven Central; the key in PKCS#8 is a .pem file that lasts as long as the page does
import com.mastercard.developer.oauth.OAuth;
import com.mastercard.developer.utils.AuthenticationUtils;

var uri = URI.create("${URL}");
var body = "{\"amount\": 50}"; // sign exactly the text that is sent
var key = AuthenticationUtils.loadSigningKey("${KEY}");
var authorization = OAuth.getAuthorizationHeader(uri, "POST", body, StandardCharsets.UTF_8, "${CONSUMER}", key);
// POST body to uri with the header Authorization.
`,
  'C#': String.raw`// dotnet add package Mastercard.Developer.OAuth1Signer.Core; the .pem file lasts as long as the page does
using System.Security.Cryptography;
using System.Text;
using Mastercard.Developer.OAuth1Signer.Core;

var uri = "${URL}";
var body = "{\"amount\": 50}"; // sign exactly the text that is sent
var key = RSA.Create();
key.ImportFromPem(File.ReadAllText("${KEY}"));
var authorization = OAuth.GetAuthorizationHeader(uri, "POST", body, Encoding.UTF8, "${CONSUMER}", key);
// POST body to uri with the header Authorization.
`,
  Go: `// go get github.com/mastercard/oauth1-signer-go; the .pem file lasts as long as the page does
block, _ := pem.Decode(text) // of ${KEY}
key, _ := x509.ParsePKCS8PrivateKey(block.Bytes)
body := ${'`{"amount": 50}`'} // sign exactly the text that is sent
request, _ := http.NewRequest("POST", "${URL}", strings.NewReader(body))
request.Header.Set("Content-Type", "application/json")
signer := &oauth.Signer{ConsumerKey: "${CONSUMER}", SigningKey: key.(*rsa.PrivateKey)}
err := signer.Sign(request)
`,
  PHP: String.raw`<?php // composer require mastercard/oauth1-signer; the .pem file lasts as long as the page does
require 'vendor/autoload.php';
use Mastercard\Developer\OAuth\OAuth;

$uri = '${URL}';
$body = json_encode(['amount' => 50]); // sign exactly the text that is sent
$key = openssl_pkey_get_private(file_get_contents('${KEY}'));
$authorization = OAuth::getAuthorizationHeader($uri, 'POST', $body, '${CONSUMER}', $key);
// POST $body to $uri with the header Authorization.
`,
  JavaScript: `// npm install mastercard-oauth1-signer; the .pem file lasts as long as the page does
import { readFileSync } from 'node:fs'
import oauth from 'mastercard-oauth1-signer'

const url = '${URL}'
const body = JSON.stringify({ amount: 50 }) // sign exactly the text that is sent
const key = readFileSync('${KEY}', 'utf8')
const response = await fetch(url, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    Authorization: oauth.getAuthorizationHeader(url, 'POST', body, '${CONSUMER}', key),
  },
  body,
})
console.log(response.status, await response.text())
`,
} as const
