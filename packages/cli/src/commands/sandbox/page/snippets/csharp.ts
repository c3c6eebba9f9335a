/** Programs in C# (.NET 6 or newer, a `dotnet new console` project) that sign right: `dotnet run`. */
export const csharp = {
  inqud: String.raw`using System.Security.Cryptography;
using System.Text;

var body = "{\"amount\": 50}"; // sign exactly the text that is sent
var salt = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)).ToLowerInvariant();
var key = Encoding.UTF8.GetBytes("{{INQUD_TOKEN_SECRET}}");
var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(body + salt));
var http = new HttpClient();
http.DefaultRequestHeaders.Add("X-Token-API-Id", "{{INQUD_TOKEN_ID}}");
http.DefaultRequestHeaders.Add("X-Salt", salt);
http.DefaultRequestHeaders.Add("X-HMAC-SHA256-Signature", Convert.ToHexString(hash).ToLowerInvariant());
var content = new StringContent(body, Encoding.UTF8, "application/json");
var response = await http.PostAsync("{{ORIGIN}}/v1/user/payments/payout", content);
Console.WriteLine((int)response.StatusCode + " " + await response.Content.ReadAsStringAsync());
`,
  imburse: String.raw`using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var token = "{{IMBURSE_PUBLIC_KEY}}:" + Guid.NewGuid().ToString("N") + ":" + DateTimeOffset.UtcNow.ToUnixTimeSeconds();
var key = Convert.FromBase64String("{{IMBURSE_PRIVATE_KEY}}");
var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(token + ":")); // no body: its hash is empty
var http = new HttpClient { BaseAddress = new Uri("{{ORIGIN}}") };
http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Hmac " + token + ":" + Convert.ToBase64String(hash));
var exchange = (await http.PostAsync("/v1/identity/hmac", null)).EnsureSuccessStatusCode(); // else there is no token
var json = JsonDocument.Parse(await exchange.Content.ReadAsStringAsync()).RootElement;
http.DefaultRequestHeaders.Clear();
http.DefaultRequestHeaders.Add("Authorization", "Bearer " + json.GetProperty("accessToken")); // for one request
http.DefaultRequestHeaders.Add("x-account-id", "{{IMBURSE_ACCOUNT_ID}}");
http.DefaultRequestHeaders.Add("x-tenant-id", "{{IMBURSE_TENANT_ID}}");
var order = new StringContent("{\"orderRef\": \"order-0001\"}", Encoding.UTF8, "application/json");
var response = await http.PostAsync("/v1/order-management", order);
Console.WriteLine((int)response.StatusCode + " " + await response.Content.ReadAsStringAsync());
`,
  sendpayments: `using System.Text;
using System.Text.Json;

var http = new HttpClient { BaseAddress = new Uri("{{ORIGIN}}") };
Task<HttpResponseMessage> Post(string path, object body) =>
    http.PostAsync(path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));
var client = new { clientId = "{{SENDPAYMENTS_CLIENT_ID}}", clientSecret = "{{SENDPAYMENTS_CLIENT_SECRET}}" };
var auth = (await Post("/auth", client)).EnsureSuccessStatusCode(); // else there is no token
var json = JsonDocument.Parse(await auth.Content.ReadAsStringAsync()).RootElement;
// For five minutes; a new one ends it.
http.DefaultRequestHeaders.Add("Authorization", "Bearer " + json.GetProperty("accessToken"));
var response = await Post("/v1/accounts", new { currency = "AUD" });
Console.WriteLine((int)response.StatusCode + " " + await response.Content.ReadAsStringAsync());
`,
  mastercard: `// dotnet add package Mastercard.Developer.ClientEncryption.Core; the .pem files last as long as the page does
using Mastercard.Developer.ClientEncryption.Core.Encryption;
using Mastercard.Developer.ClientEncryption.Core.Utils;

var config = JweConfigBuilder.AJweEncryptionConfig()
    .WithEncryptionCertificate(EncryptionUtils.LoadEncryptionCertificate("sandbox.MASTERCARD_ENCRYPTION_CERTIFICATE.pem"))
    .WithDecryptionKey(EncryptionUtils.LoadDecryptionKey("sandbox.MASTERCARD_DECRYPTION_KEY.pem"))
    .WithEncryptionPath("$", "$").WithDecryptionPath("$.encryptedData", "$")
    .WithEncryptedValueFieldName("encryptedData").Build();
var body = JweEncryption.EncryptPayload("{\\"accountNumber\\": \\"4111111111111111\\"}", config);
// POST body to {{ORIGIN}}/idverify, then:
var opened = JweEncryption.DecryptPayload(await response.Content.ReadAsStringAsync(), config);
`,
}
