interface Row {
  readonly provider: string
  readonly did: string
  readonly line: string
}

const HEAD = `# Wrong signatures

\`countersign verify FILE\` reads a request as it was really sent (raw HTTP, a HAR, or a \`curl\` command) and says
whether it was signed correctly; if not, why. It sends nothing. It names a cause only if the signature then matches;
anything else worth knowing follows as \`seen\`.

Each row was built that way, with the vendor's own published algorithm on crypto-js or node:crypto, and given to
\`verify\`; the line is its output. A test writes the table, and fails if it is out of date.
`

/** The page with a table for each provider. */
export function page(rows: readonly Row[]): string {
  const names = [...new Set(rows.map(({ provider }) => provider))]
  const tables = names.map((name) =>
    table(
      name,
      rows.filter(({ provider }) => provider === name),
    ),
  )
  return `${[HEAD, ...tables].join('\n')}`
}

function table(name: string, rows: readonly Row[]): string {
  const lines = rows.map(({ did, line }) => `| ${cell(did)} | ${cell(line)} |`)
  return [`## ${name}`, '', '| What was done | What verify says |', '|---|---|', ...lines, ''].join('\n')
}

/** Fingerprints belong to throwaway keys, which are new each time. */
const cell = (text: string) => text.replace(/[0-9a-f]{64}/g, '…').replace(/[|\\<]/g, '\\$&')
