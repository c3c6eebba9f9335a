/** Programs in Java 17 that sign right: `java Main.java`. */
const sending = `
    static HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("{{ORIGIN}}" + path)).version(HttpClient.Version.HTTP_1_1);
        if (headers.length > 0) request.headers(headers);
        request.POST(HttpRequest.BodyPublishers.ofString(body));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
`

const imports = 'import java.net.URI;\nimport java.net.http.*;\n'

export const java = {
  inqud: String.raw`${imports}import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class Main {
    public static void main(String[] args) throws Exception {
        var body = "{\"amount\": 50}"; // sign exactly the text that is sent
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        var salt = HexFormat.of().formatHex(random);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("{{INQUD_TOKEN_SECRET}}".getBytes("UTF-8"), "HmacSHA256"));
        var signature = HexFormat.of().formatHex(mac.doFinal((body + salt).getBytes("UTF-8")));
        var response = post("/v1/user/payments/payout", body, "Content-Type", "application/json",
            "X-Token-API-Id", "{{INQUD_TOKEN_ID}}", "X-Salt", salt, "X-HMAC-SHA256-Signature", signature);
        System.out.println(response.statusCode() + " " + response.body());
    }
${sending}`,
  imburse: String.raw`${imports}import java.util.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class Main {
    public static void main(String[] args) throws Exception {
        var nonce = UUID.randomUUID().toString().replace("-", ""); // letters and digits only
        var token = "{{IMBURSE_PUBLIC_KEY}}:" + nonce + ":" + System.currentTimeMillis() / 1000;
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode("{{IMBURSE_PRIVATE_KEY}}"), "HmacSHA256"));
        // No body: its hash, after the last colon, is empty.
        var signature = Base64.getEncoder().encodeToString(mac.doFinal((token + ":").getBytes("UTF-8")));
        var exchange = post("/v1/identity/hmac", "", "Authorization", "Hmac " + token + ":" + signature).body();
        var accessToken = exchange.replaceAll("(?s).*\"accessToken\"\\s*:\\s*\"([^\"]+)\".*", "$1"); // for one request
        var response = post("/v1/order-management", "{\"orderRef\": \"order-0001\"}", "Content-Type", "application/json",
            "Authorization", "Bearer " + accessToken,
            "x-account-id", "{{IMBURSE_ACCOUNT_ID}}", "x-tenant-id", "{{IMBURSE_TENANT_ID}}");
        System.out.println(response.statusCode() + " " + response.body());
    }
${sending}`,
  sendpayments: String.raw`${imports}
class Main {
    public static void main(String[] args) throws Exception {
        var client = "{\"clientId\": \"{{SENDPAYMENTS_CLIENT_ID}}\", \"clientSecret\": \"{{SENDPAYMENTS_CLIENT_SECRET}}\"}";
        var auth = post("/auth", client, "Content-Type", "application/json").body();
        // For five minutes; a new one ends it.
        var accessToken = auth.replaceAll("(?s).*\"accessToken\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        var response = post("/v1/accounts", "{\"currency\": \"AUD\"}", "Content-Type", "application/json",
            "Authorization", "Bearer " + accessToken);
        System.out.println(response.statusCode() + " " + response.body());
    }
${sending}`,
}
