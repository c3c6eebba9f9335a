// Command k6-extension is k6 with the extension of packages/xk6 in it.
package main

import (
	_ "countersign.example/xk6"
	"go.k6.io/k6/v2/cmd"
)

func main() { cmd.Execute() }
