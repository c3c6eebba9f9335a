/** Programs in Go that sign right: `go run main.go`. */
const exchanging = `
func post(path, body string, headers ...string) []byte {
	request, _ := http.NewRequest("POST", "{{ORIGIN}}"+path, strings.NewReader(body))
	for n := 0; n < len(headers); n += 2 {
		request.Header.Set(headers[n], headers[n+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	text, _ := io.ReadAll(response.Body)
	fmt.Println(response.StatusCode, string(text))
	if response.StatusCode >= 300 {
		log.Fatal("refused: ", path) // without a token there is nothing to send
	}
	return text
}
`

export const go = {
  inqud: `package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
)

func main() {
	body := ${'`{"amount": 50}`'} // sign exactly the text that is sent
	random := make([]byte, 32)
	rand.Read(random)
	salt := hex.EncodeToString(random)
	mac := hmac.New(sha256.New, []byte("{{INQUD_TOKEN_SECRET}}"))
	mac.Write([]byte(body + salt))
	request, _ := http.NewRequest("POST", "{{ORIGIN}}/v1/user/payments/payout", strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Token-API-Id", "{{INQUD_TOKEN_ID}}")
	request.Header.Set("X-Salt", salt)
	request.Header.Set("X-HMAC-SHA256-Signature", hex.EncodeToString(mac.Sum(nil)))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	text, _ := io.ReadAll(response.Body)
	fmt.Println(response.StatusCode, string(text))
}
`,
  imburse: `package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"time"
)

func main() {
	random := make([]byte, 16)
	rand.Read(random)
	token := fmt.Sprintf("{{IMBURSE_PUBLIC_KEY}}:%x:%d", random, time.Now().Unix())
	key, _ := base64.StdEncoding.DecodeString("{{IMBURSE_PRIVATE_KEY}}")
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(token + ":")) // no body: its hash, after the last colon, is empty
	signature := base64.StdEncoding.EncodeToString(mac.Sum(nil))
	var issued struct{ AccessToken string } // for one request
	json.Unmarshal(post("/v1/identity/hmac", "", "Authorization", "Hmac "+token+":"+signature), &issued)
	post("/v1/order-management", ${'`{"orderRef": "order-0001"}`'}, "Content-Type", "application/json",
		"Authorization", "Bearer "+issued.AccessToken,
		"x-account-id", "{{IMBURSE_ACCOUNT_ID}}", "x-tenant-id", "{{IMBURSE_TENANT_ID}}")
}
${exchanging}`,
  sendpayments: `package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
)

func main() {
	client := ${'`{"clientId": "{{SENDPAYMENTS_CLIENT_ID}}", "clientSecret": "{{SENDPAYMENTS_CLIENT_SECRET}}"}`'}
	var issued struct{ AccessToken string } // for five minutes; a new one ends it
	json.Unmarshal(post("/auth", client, "Content-Type", "application/json"), &issued)
	post("/v1/accounts", ${'`{"currency": "AUD"}`'}, "Content-Type", "application/json",
		"Authorization", "Bearer "+issued.AccessToken)
}
${exchanging}`,
  mastercard: `// go get github.com/mastercard/client-encryption-go; the .pem files last as long as the page does
package main

import (
	"fmt"

	"github.com/mastercard/client-encryption-go/encryption"
	"github.com/mastercard/client-encryption-go/jwe"
	"github.com/mastercard/client-encryption-go/utils"
)

func main() {
	certificate, _ := utils.LoadEncryptionCertificate("sandbox.MASTERCARD_ENCRYPTION_CERTIFICATE.pem")
	key, _ := utils.LoadUnencryptedDecryptionKey("sandbox.MASTERCARD_DECRYPTION_KEY.pem")
	config := jwe.NewJWEConfigBuilder().WithCertificate(certificate).WithDecryptionKey(key).
		WithEncryptionPath("$", "$").WithDecryptionPath("$.encryptedData", "$").
		WithEncryptedValueFieldName("encryptedData").Build()
	body := encryption.EncryptPayload(${'`{"accountNumber": "4111111111111111"}`'}, *config)
	fmt.Println(body) // POST it to {{ORIGIN}}/idverify, then: encryption.DecryptPayload(response, *config)
}
`,
}
