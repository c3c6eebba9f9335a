package countersign

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/grafana/sobek"
)

// utf8(text)
func (n *native) utf8(call sobek.FunctionCall) sobek.Value {
	return n.bytes([]byte(call.Argument(0).String()))
}

// hex(bytes)
func (n *native) hex(call sobek.FunctionCall) sobek.Value {
	return n.rt.ToValue(hex.EncodeToString(n.data(call.Argument(0))))
}

// fromHex(text)
func (n *native) fromHex(call sobek.FunctionCall) sobek.Value {
	bytes, err := hex.DecodeString(call.Argument(0).String())
	if err != nil {
		n.throw("the text is not hexadecimal")
	}
	return n.bytes(bytes)
}

// byteLength(text)
func (n *native) byteLength(call sobek.FunctionCall) sobek.Value {
	return n.rt.ToValue(len(call.Argument(0).String()))
}

// text(bytes): strict, a byte order mark kept
func (n *native) text(call sobek.FunctionCall) sobek.Value {
	bytes := n.data(call.Argument(0))
	if !utf8.Valid(bytes) {
		n.throw("the bytes are not UTF-8")
	}
	return n.rt.ToValue(string(bytes))
}

// base64url(bytes): without padding (RFC 4648 section 5)
func (n *native) base64url(call sobek.FunctionCall) sobek.Value {
	return n.rt.ToValue(base64.RawURLEncoding.EncodeToString(n.data(call.Argument(0))))
}

var toURLAlphabet = strings.NewReplacer("+", "-", "/", "_")

// fromBase64(text): either alphabet, padded or not, strict about everything else (RFC 4648 section 3.5)
func (n *native) fromBase64(call sobek.FunctionCall) sobek.Value {
	text := call.Argument(0).String()
	if strings.ContainsAny(text, "\r\n") {
		n.throw("the text is not base64")
	}
	bytes, err := decodeBase64(toURLAlphabet.Replace(text))
	if err != nil {
		n.throw("the text is not base64")
	}
	return n.bytes(bytes)
}

func decodeBase64(text string) ([]byte, error) {
	if strings.HasSuffix(text, "=") {
		return base64.URLEncoding.Strict().DecodeString(text)
	}
	return base64.RawURLEncoding.Strict().DecodeString(text)
}

// wellFormed(text): no half of a surrogate pair
func (n *native) wellFormed(call sobek.FunctionCall) sobek.Value {
	text, isText := call.Argument(0).(sobek.String)
	if !isText {
		return n.rt.ToValue(false)
	}
	return n.rt.ToValue(isWellFormed(text))
}

// isJson(text)
func (n *native) isJSON(call sobek.FunctionCall) sobek.Value {
	return n.rt.ToValue(json.Valid([]byte(call.Argument(0).String())))
}

// isWellFormed reads letter by letter only if U+FFFD is there, which half of a pair becomes on its way to UTF-8.
func isWellFormed(text sobek.String) bool {
	if !hasReplacement(text.String()) {
		return true
	}
	reader := text.Reader()
	for {
		letter, size, err := reader.ReadRune()
		if size == 0 || err != nil {
			return size == 0
		}
		if letter >= 0xd800 && letter <= 0xdfff {
			return false
		}
	}
}
