<?php
// Signs https, which is what the vendor has, and sends to the sandbox over http.
$url = getenv('ORIGIN') . '/locations/v1/atms';
$body = '{"country":"USA"}';
$oauth = [
    'oauth_body_hash' => base64_encode(hash('sha256', $body, true)),
    'oauth_consumer_key' => getenv('MASTERCARD_OAUTH_CONSUMER_KEY'),
    'oauth_nonce' => bin2hex(random_bytes(8)),
    'oauth_signature_method' => 'RSA-SHA256',
    'oauth_timestamp' => (string) time(),
    'oauth_version' => '1.0',
];
$pairs = implode('&', array_map(fn ($name) => "$name=$oauth[$name]", array_keys($oauth)));
$base = 'POST&' . rawurlencode(str_replace('http://', 'https://', $url)) . '&' . rawurlencode($pairs);
openssl_sign($base, $signature, getenv('MASTERCARD_OAUTH_SIGNING_KEY'), OPENSSL_ALGO_SHA256);
$oauth['oauth_signature'] = rawurlencode(base64_encode($signature));
$header = 'OAuth ' . implode(',', array_map(fn ($name) => "$name=\"$oauth[$name]\"", array_keys($oauth)));
$http = [
    'method' => 'POST',
    'header' => "Content-Type: application/json\r\nAuthorization: $header",
    'content' => $body,
    'ignore_errors' => true,
];
echo file_get_contents($url, false, stream_context_create(['http' => $http]));
