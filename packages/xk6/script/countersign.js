(function (lent) { return { ok: typeof lent.native.hash } })
