/** Programs in Java 17 that sign right: `java Main.java`. */
const imports = 'import java.net.URI;\nimport java.net.http.*;\nimport java.util.*;\n'
const crypto = 'import javax.crypto.Mac;\nimport javax.crypto.spec.SecretKeySpec;\n'

const exchanging = `
    static String post(String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("{{ORIGIN}}" + path)).version(HttpClient.Version.HTTP_1_1);
        request.headers(headers).POST(HttpRequest.BodyPublishers.ofString(body));
        var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
        if (response.statusCode() >= 300) System.exit(1); // without a token there is nothing to send
        return response.body();
    }
}
`

const ACCESS_TOKEN = String.raw`replaceAll("(?s).*\"accessToken\"\\s*:\\s*\"([^\"]+)\".*", "$1")`

export const java = {
  inqud: String.raw`${imports}${crypto}
class Main {
    public static void main(String[] args) throws Exception {
        var body = "{\"amount\": 50}"; // sign exactly the text that is sent
        var random = new byte[32];
        new java.security.SecureRandom().nextBytes(random);
        var salt = HexFormat.of().formatHex(random);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("{{INQUD_TOKEN_SECRET}}".getBytes("UTF-8"), "HmacSHA256"));
        var signature = HexFormat.of().formatHex(mac.doFinal((body + salt).getBytes("UTF-8")));
        var request = HttpRequest.newBuilder(URI.create("{{ORIGIN}}/v1/user/payments/payout"))
            .version(HttpClient.Version.HTTP_1_1).POST(HttpRequest.BodyPublishers.ofString(body))
            .headers("Content-Type", "application/json", "X-Token-API-Id", "{{INQUD_TOKEN_ID}}",
                "X-Salt", salt, "X-HMAC-SHA256-Signature", signature).build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
    }
}
`,
  imburse: String.raw`${imports}${crypto}
class Main {
    public static void main(String[] args) throws Exception {
        var nonce = UUID.randomUUID().toString().replace("-", ""); // letters and digits only
        var token = "{{IMBURSE_PUBLIC_KEY}}:" + nonce + ":" + System.currentTimeMillis() / 1000;
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode("{{IMBURSE_PRIVATE_KEY}}"), "HmacSHA256"));
        // No body: its hash, after the last colon, is empty.
        var signature = Base64.getEncoder().encodeToString(mac.doFinal((token + ":").getBytes("UTF-8")));
        var exchange = post("/v1/identity/hmac", "", "Authorization", "Hmac " + token + ":" + signature);
        var accessToken = exchange.${ACCESS_TOKEN}; // for one request
        post("/v1/order-management", "{\"orderRef\": \"order-0001\"}", "Content-Type", "application/json",
            "Authorization", "Bearer " + accessToken,
            "x-account-id", "{{IMBURSE_ACCOUNT_ID}}", "x-tenant-id", "{{IMBURSE_TENANT_ID}}");
    }
${exchanging}`,
  sendpayments: String.raw`${imports}
class Main {
    public static void main(String[] args) throws Exception {
        var client = "{\"clientId\": \"{{SENDPAYMENTS_CLIENT_ID}}\", \"clientSecret\": \"{{SENDPAYMENTS_CLIENT_SECRET}}\"}";
        var auth = post("/auth", client, "Content-Type", "application/json");
        var accessToken = auth.${ACCESS_TOKEN}; // for five minutes; a new one ends it
        post("/v1/accounts", "{\"currency\": \"AUD\"}", "Content-Type", "application/json",
            "Authorization", "Bearer " + accessToken);
    }
${exchanging}`,
  mastercard: String.raw`// com.mastercard.developer:client-encryption from Maven Central; the .pem files last as long as the page does
import com.mastercard.developer.encryption.*;
import com.mastercard.developer.utils.EncryptionUtils;

var config = JweConfigBuilder.aJweEncryptionConfig()
    .withEncryptionCertificate(EncryptionUtils.loadEncryptionCertificate("sandbox.MASTERCARD_ENCRYPTION_CERTIFICATE.pem"))
    .withDecryptionKey(EncryptionUtils.loadDecryptionKey("sandbox.MASTERCARD_DECRYPTION_KEY.pem"))
    .withEncryptionPath("$", "$").withDecryptionPath("$.encryptedData", "$")
    .withEncryptedValueFieldName("encryptedData").build();
var body = JweEncryption.encryptPayload("{\"accountNumber\": \"4111111111111111\"}", config);
// POST body to {{ORIGIN}}/idverify, then:
var opened = JweEncryption.decryptPayload(response.body(), config);
`,
}
