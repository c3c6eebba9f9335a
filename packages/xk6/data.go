package countersign

import (
	"strconv"

	"github.com/grafana/sobek"
)

// data gives the bytes of an argument: those of a Uint8Array or ArrayBuffer, or the UTF-8 of a string. They are not
// copied, so they are read only.
func (n *native) data(value sobek.Value) []byte {
	if value == nil || sobek.IsUndefined(value) || sobek.IsNull(value) {
		n.throw("a text or bytes are missing")
	}
	if _, isObject := value.(*sobek.Object); !isObject {
		return []byte(value.String())
	}
	switch exported := value.Export().(type) {
	case []byte:
		return exported
	case sobek.ArrayBuffer:
		return exported.Bytes()
	}
	n.throw("a text or bytes are expected")
	return nil
}

// bytes makes a Uint8Array that owns its bytes.
func (n *native) bytes(data []byte) sobek.Value {
	made, err := n.rt.New(n.uint8Array, n.rt.ToValue(n.rt.NewArrayBuffer(data)))
	if err != nil {
		panic(err)
	}
	return made
}

// parts gives a text or bytes to `take`, or each element of an array of them.
func (n *native) parts(value sobek.Value, take func([]byte)) {
	list, isObject := value.(*sobek.Object)
	if !isObject || list.ClassName() != "Array" {
		take(n.data(value))
		return
	}
	length := list.Get("length").ToInteger()
	for at := int64(0); at < length; at++ {
		take(n.data(list.Get(indexName(at))))
	}
}

// indexName is the property name of an array's element; nearly all lists have one or two.
func indexName(at int64) string {
	if at < int64(len(digits)) {
		return digits[at : at+1]
	}
	return strconv.FormatInt(at, 10)
}

const digits = "0123456789"
