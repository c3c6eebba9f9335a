package countersign

import (
	_ "embed"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/js/modules/k6/http"
)

// The script is a function expression: it takes what this package lends and returns the module's exports.
//
//go:embed script/countersign.js
var source string

var errOutsideInit = errors.New("import k6/x/countersign at the top of a script")

// Any name that does not start with k6/x/ will do; it stands in stack traces.
const sourceName = "countersign.js"

// Extension is what all virtual users of a process share: the compiled script, keys and tokens.
type Extension struct {
	compile sync.Once
	program *sobek.Program
	err     error
	// asked says that k6 has asked for the names of the exports.
	asked atomic.Bool

	keys   keyCache
	tokens tokenStore
}

// NewModuleInstance prepares what a virtual user's runtime lends to the script, which runs when an export is used.
func (e *Extension) NewModuleInstance(vu modules.VU) modules.Instance {
	return &instance{extension: e, rt: vu.Runtime(), lent: lend(e, vu)}
}

// compiled parses the script once for all virtual users.
func (e *Extension) compiled() (*sobek.Program, error) {
	e.compile.Do(func() { e.program, e.err = sobek.Compile(sourceName, source, true) })
	return e.program, e.err
}

func run(rt *sobek.Runtime, program *sobek.Program, lent *sobek.Object) (modules.Exports, error) {
	script, err := rt.RunProgram(program)
	if err != nil {
		return modules.Exports{}, err
	}
	start, ok := sobek.AssertFunction(script)
	if !ok {
		panic("the embedded script is not a function")
	}
	made, err := start(sobek.Undefined(), lent)
	if err != nil {
		return modules.Exports{}, err
	}
	exports := made.ToObject(rt)
	named := make(map[string]any, len(exportNames))
	for _, name := range exportNames {
		named[name] = exports.Get(name)
	}
	return modules.Exports{Named: named, Default: exports}, nil
}

// exportNames are the script's exports.
var exportNames = []string{"countersign", "tlsAuth", "host", "tokens"}

// instance runs the script once, and keeps its exports: k6 asks for them at every access of an imported name.
type instance struct {
	extension *Extension
	rt        *sobek.Runtime
	lent      *sobek.Object
	exports   *modules.Exports
}

// Exports gives the names alone the first time that k6 asks in a process: it does so while it links modules, and a
// script that ran then would let those modules go on that wait for a promise, before their imports are there. Later it
// asks from running JavaScript.
func (i *instance) Exports() modules.Exports {
	if i.extension.asked.CompareAndSwap(false, true) {
		return namesAlone()
	}
	if i.exports == nil {
		i.exports = i.run()
	}
	return *i.exports
}

func namesAlone() modules.Exports {
	named := make(map[string]any, len(exportNames))
	for _, name := range exportNames {
		named[name] = nil
	}
	return modules.Exports{Named: named}
}

func (i *instance) run() *modules.Exports {
	program, err := i.extension.compiled()
	if err != nil {
		common.Throw(i.rt, err)
	}
	exports, err := run(i.rt, program, i.lent)
	if err != nil {
		common.Throw(i.rt, err)
	}
	return &exports
}

// lend makes the object that the script is called with: `http` is k6/http, `native` is Go.
func lend(e *Extension, vu modules.VU) *sobek.Object {
	rt := vu.Runtime()
	lent := rt.NewObject()
	set(rt, lent, "http", http.New().NewModuleInstance(vu).Exports().Default)
	set(rt, lent, "native", newNative(e, vu).object())
	return lent
}

func set(rt *sobek.Runtime, object *sobek.Object, name string, value any) {
	if err := object.Set(name, value); err != nil {
		common.Throw(rt, err)
	}
}
