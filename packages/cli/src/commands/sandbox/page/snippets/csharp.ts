/** Programs in C# (.NET 6 or newer, top-level statements) that sign right: `dotnet run`. */
const start = `using System;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

var http = new HttpClient { BaseAddress = new Uri("{{ORIGIN}}") };
async Task<string> Post(string path, string body, params (string Name, string Value)[] headers)
{
    var request = new HttpRequestMessage(HttpMethod.Post, path);
    // StringContent adds a charset and sends UTF-8 without a byte order mark: these are the bytes that are signed.
    if (body != "") request.Content = new StringContent(body, new UTF8Encoding(false), "application/json");
    foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
    var response = await http.SendAsync(request);
    Console.WriteLine((int)response.StatusCode + " " + path);
    return await response.Content.ReadAsStringAsync();
}
string TokenIn(string json) => JsonDocument.Parse(json).RootElement.GetProperty("accessToken").GetString()!;
`

export const csharp = {
  inqud: String.raw`${start}
var body = "{\"amount\": 50}";
var salt = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)).ToLowerInvariant();
var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes("{{INQUD_TOKEN_SECRET}}"), Encoding.UTF8.GetBytes(body + salt));
Console.WriteLine(await Post("/v1/user/payments/payout", body,
    ("X-Token-API-Id", "{{INQUD_TOKEN_ID}}"), ("X-Salt", salt),
    ("X-HMAC-SHA256-Signature", Convert.ToHexString(hash).ToLowerInvariant())));
`,
  imburse: String.raw`${start}
var nonce = Guid.NewGuid().ToString("N"); // letters and digits only
var token = "{{IMBURSE_PUBLIC_KEY}}:" + nonce + ":" + DateTimeOffset.UtcNow.ToUnixTimeSeconds();
var key = Convert.FromBase64String("{{IMBURSE_PRIVATE_KEY}}");
// No body: its hash, after the last colon, is empty.
var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(token + ":")));
var accessToken = TokenIn(await Post("/v1/identity/hmac", "", ("Authorization", "Hmac " + token + ":" + signature)));
Console.WriteLine(await Post("/v1/order-management", "{\"orderRef\": \"order-0001\"}",
    ("Authorization", "Bearer " + accessToken), // for one request
    ("x-account-id", "{{IMBURSE_ACCOUNT_ID}}"), ("x-tenant-id", "{{IMBURSE_TENANT_ID}}")));
`,
  sendpayments: String.raw`${start}
var client = JsonSerializer.Serialize(new
{
    clientId = "{{SENDPAYMENTS_CLIENT_ID}}",
    clientSecret = "{{SENDPAYMENTS_CLIENT_SECRET}}",
});
var accessToken = TokenIn(await Post("/auth", client)); // for five minutes; a new one ends it
Console.WriteLine(await Post("/v1/accounts", "{\"currency\": \"AUD\"}", ("Authorization", "Bearer " + accessToken)));
`,
}
