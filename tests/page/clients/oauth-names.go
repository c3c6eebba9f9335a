// Names the members as OAuth does, not as the vendor does.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

func main() {
	body, _ := json.Marshal(map[string]string{
		"client_id":     os.Getenv("SENDPAYMENTS_CLIENT_ID"),
		"client_secret": os.Getenv("SENDPAYMENTS_CLIENT_SECRET"),
	})
	response, err := http.Post(os.Getenv("ORIGIN")+"/auth", "application/json", bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	fmt.Println(response.StatusCode)
}
