/** Programs in PHP 7.4 or newer that sign right: `php main.php`. Nothing but what PHP brings. */
const start = String.raw`<?php
function post(string $path, string $body, array $headers): string {
    $options = ['method' => 'POST', 'header' => $headers, 'content' => $body, 'ignore_errors' => true];
    $text = file_get_contents('{{ORIGIN}}' . $path, false, stream_context_create(['http' => $options]));
    echo $http_response_header[0], ' ', $path, "\n";
    return $text;
}
`

export const php = {
  inqud: String.raw`${start}
$body = json_encode(['amount' => 50]); // sign exactly the text that is sent
$salt = bin2hex(random_bytes(32));
$signature = hash_hmac('sha256', $body . $salt, '{{INQUD_TOKEN_SECRET}}');
echo post('/v1/user/payments/payout', $body, [
    'Content-Type: application/json',
    'X-Token-API-Id: {{INQUD_TOKEN_ID}}',
    'X-Salt: ' . $salt,
    'X-HMAC-SHA256-Signature: ' . $signature,
]), "\n";
`,
  imburse: String.raw`${start}
$token = '{{IMBURSE_PUBLIC_KEY}}:' . bin2hex(random_bytes(16)) . ':' . time();
$key = base64_decode('{{IMBURSE_PRIVATE_KEY}}');
$signature = base64_encode(hash_hmac('sha256', $token . ':', $key, true)); // no body: its hash is empty
$exchange = post('/v1/identity/hmac', '', ['Authorization: Hmac ' . $token . ':' . $signature]);
$accessToken = json_decode($exchange, true)['accessToken']; // for one request
echo post('/v1/order-management', json_encode(['orderRef' => 'order-0001']), [
    'Content-Type: application/json',
    'Authorization: Bearer ' . $accessToken,
    'x-account-id: {{IMBURSE_ACCOUNT_ID}}',
    'x-tenant-id: {{IMBURSE_TENANT_ID}}',
]), "\n";
`,
  sendpayments: String.raw`${start}
$client = ['clientId' => '{{SENDPAYMENTS_CLIENT_ID}}', 'clientSecret' => '{{SENDPAYMENTS_CLIENT_SECRET}}'];
$auth = post('/auth', json_encode($client), ['Content-Type: application/json']);
$accessToken = json_decode($auth, true)['accessToken']; // for five minutes; a new one ends it
echo post('/v1/accounts', json_encode(['currency' => 'AUD']), [
    'Content-Type: application/json',
    'Authorization: Bearer ' . $accessToken,
]), "\n";
`,
}
