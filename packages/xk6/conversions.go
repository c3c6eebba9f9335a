package countersign

import (
	"strings"
	"unicode/utf8"

	"github.com/grafana/sobek"
)

// textData(text) gives the text, or the bytes that k6 keeps of one that is not UTF-8, or undefined if half of a surrogate
// pair is in it.
func (n *native) textData(call sobek.FunctionCall) sobek.Value {
	text, isText := call.Argument(0).(sobek.String)
	if !isText {
		n.throw("a text is expected")
	}
	bytes := text.String()
	switch {
	case !hasReplacement(bytes):
		return text
	case isWellFormed(text):
		return n.bytes([]byte(bytes))
	}
	return sobek.Undefined()
}

// hasReplacement says whether U+FFFD is in a text, which stands for half of a pair, or for bytes that are not UTF-8.
func hasReplacement(text string) bool {
	return !utf8.ValidString(text) || strings.Contains(text, string(utf8.RuneError))
}

// paramsWith(params, headers, added) gives the parameters of a call with both sets of headers, and no redirects.
func (n *native) paramsWith(call sobek.FunctionCall) sobek.Value {
	headers, all := n.rt.NewObject(), n.rt.NewObject()
	n.copyInto(headers, call.Argument(1))
	n.copyInto(headers, call.Argument(2))
	n.copyInto(all, call.Argument(0))
	set(n.rt, all, "headers", headers)
	set(n.rt, all, "redirects", 0)
	return all
}

// copyInto copies an object's own properties; undefined and null have none.
func (n *native) copyInto(to *sobek.Object, value sobek.Value) {
	from, isObject := value.(*sobek.Object)
	if !isObject {
		return
	}
	for _, name := range from.Keys() {
		set(n.rt, to, name, from.Get(name))
	}
}
