/** Programs in Go that sign right: `go run main.go`. */
const sending = `
func post(path, body string, headers map[string]string) []byte {
	request, err := http.NewRequest("POST", "{{ORIGIN}}"+path, strings.NewReader(body))
	check(err)
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	check(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	check(err)
	fmt.Println(response.StatusCode, path)
	return text
}

func check(err error) {
	if err != nil {
		panic(err)
	}
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
	fmt.Println(string(post("/v1/user/payments/payout", body, map[string]string{
		"Content-Type":            "application/json",
		"X-Token-API-Id":          "{{INQUD_TOKEN_ID}}",
		"X-Salt":                  salt,
		"X-HMAC-SHA256-Signature": hex.EncodeToString(mac.Sum(nil)),
	})))
}
${sending}`,
  imburse: `package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

func main() {
	random := make([]byte, 16)
	rand.Read(random)
	token := fmt.Sprintf("{{IMBURSE_PUBLIC_KEY}}:%x:%d", random, time.Now().Unix())
	key, err := base64.StdEncoding.DecodeString("{{IMBURSE_PRIVATE_KEY}}")
	check(err)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(token + ":")) // no body: its hash, after the last colon, is empty
	signature := base64.StdEncoding.EncodeToString(mac.Sum(nil))
	exchange := post("/v1/identity/hmac", "", map[string]string{"Authorization": "Hmac " + token + ":" + signature})
	var issued struct{ AccessToken string } // for one request
	check(json.Unmarshal(exchange, &issued))
	fmt.Println(string(post("/v1/order-management", ${'`{"orderRef": "order-0001"}`'}, map[string]string{
		"Content-Type":  "application/json",
		"Authorization": "Bearer " + issued.AccessToken,
		"x-account-id":  "{{IMBURSE_ACCOUNT_ID}}",
		"x-tenant-id":   "{{IMBURSE_TENANT_ID}}",
	})))
}
${sending}`,
  sendpayments: `package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

func main() {
	client := ${'`{"clientId": "{{SENDPAYMENTS_CLIENT_ID}}", "clientSecret": "{{SENDPAYMENTS_CLIENT_SECRET}}"}`'}
	auth := post("/auth", client, map[string]string{"Content-Type": "application/json"})
	var issued struct{ AccessToken string } // for five minutes; a new one ends it
	check(json.Unmarshal(auth, &issued))
	fmt.Println(string(post("/v1/accounts", ${'`{"currency": "AUD"}`'}, map[string]string{
		"Content-Type":  "application/json",
		"Authorization": "Bearer " + issued.AccessToken,
	})))
}
${sending}`,
}
