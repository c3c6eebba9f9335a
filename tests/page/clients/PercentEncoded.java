// Percent-encodes the signature, and sends the request although it got no token.
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class PercentEncoded {
  public static void main(String[] args) throws Exception {
    String token = System.getenv("IMBURSE_PUBLIC_KEY") + ":" + UUID.randomUUID().toString().replace("-", "")
        + ":" + System.currentTimeMillis() / 1000;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(System.getenv("IMBURSE_PRIVATE_KEY")), "HmacSHA256"));
    String signature = Base64.getEncoder().encodeToString(mac.doFinal((token + ":").getBytes()));
    String encoded = URLEncoder.encode(signature, StandardCharsets.UTF_8);
    HttpClient client = HttpClient.newHttpClient();
    System.out.println(post(client, "/v1/identity/hmac", "Hmac " + token + ":" + encoded));
    System.out.println(post(client, "/v1/order-management", "Bearer " + null));
  }

  static int post(HttpClient client, String path, String authorization) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("ORIGIN") + path))
        .header("Authorization", authorization).POST(HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}
