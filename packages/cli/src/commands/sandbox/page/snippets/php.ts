/** Programs in PHP 7.4 or newer that sign right: `php main.php`. Nothing but what PHP brings. */
const start = String.raw`<?php
function post(string $path, array $headers, string $body = ''): string {
    $options = ['method' => 'POST', 'header' => $headers, 'content' => $body, 'ignore_errors' => true];
    $text = file_get_contents('{{ORIGIN}}' . $path, false, stream_context_create(['http' => $options]));
    echo $http_response_header[0], ' ', $text, "\n";
    return strpos($http_response_header[0], ' 20') ? $text : exit(1); // without a token there is nothing to send
}
`

export const php = {
  inqud: `${start}
$body = json_encode(['amount' => 50]); // sign exactly the text that is sent
$salt = bin2hex(random_bytes(32));
$signature = hash_hmac('sha256', $body . $salt, '{{INQUD_TOKEN_SECRET}}');
post('/v1/user/payments/payout', [
    'Content-Type: application/json',
    'X-Token-API-Id: {{INQUD_TOKEN_ID}}',
    'X-Salt: ' . $salt,
    'X-HMAC-SHA256-Signature: ' . $signature,
], $body);
`,
  imburse: `${start}
$token = '{{IMBURSE_PUBLIC_KEY}}:' . bin2hex(random_bytes(16)) . ':' . time();
$key = base64_decode('{{IMBURSE_PRIVATE_KEY}}');
$signature = base64_encode(hash_hmac('sha256', $token . ':', $key, true)); // no body: its hash is empty
$exchange = post('/v1/identity/hmac', ['Authorization: Hmac ' . $token . ':' . $signature]);
post('/v1/order-management', [
    'Content-Type: application/json',
    'Authorization: Bearer ' . json_decode($exchange, true)['accessToken'], // for one request
    'x-account-id: {{IMBURSE_ACCOUNT_ID}}',
    'x-tenant-id: {{IMBURSE_TENANT_ID}}',
], json_encode(['orderRef' => 'order-0001']));
`,
  sendpayments: `${start}
$type = 'Content-Type: application/json';
$client = ['clientId' => '{{SENDPAYMENTS_CLIENT_ID}}', 'clientSecret' => '{{SENDPAYMENTS_CLIENT_SECRET}}'];
$auth = post('/auth', [$type], json_encode($client));
$accessToken = json_decode($auth, true)['accessToken']; // for five minutes; a new one ends it
post('/v1/accounts', [$type, 'Authorization: Bearer ' . $accessToken], json_encode(['currency' => 'AUD']));
`,
  mastercard: String.raw`<?php // composer require mastercard/client-encryption; the .pem files last as long as the page does
require 'vendor/autoload.php';
use Mastercard\Developer\Encryption\{JweConfigBuilder, JweEncryption};
use Mastercard\Developer\Utils\EncryptionUtils;

$config = JweConfigBuilder::aJweEncryptionConfig()
    ->withEncryptionCertificate(EncryptionUtils::loadEncryptionCertificate('sandbox.MASTERCARD_ENCRYPTION_CERTIFICATE.pem'))
    ->withDecryptionKey(EncryptionUtils::loadDecryptionKey('sandbox.MASTERCARD_DECRYPTION_KEY.pem'))
    ->withEncryptionPath('$', '$')->withDecryptionPath('$.encryptedData', '$')
    ->withEncryptedValueFieldName('encryptedData')->build();
$body = JweEncryption::encryptPayload('{"accountNumber": "4111111111111111"}', $config);
// POST $body to {{ORIGIN}}/idverify, then:
$opened = JweEncryption::decryptPayload($response, $config);
`,
}
